import { Tooltip } from '@mantine/core';
import { toneStyle } from './hue.ts';
import classes from './avatar.module.css';

/** @returns one or two initials: first letters of the first and the last word */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = [...(words[0] ?? '')][0] ?? '?';
  const last = words.length > 1 ? ([...words.at(-1)!][0] ?? '') : '';
  return (first + last).toUpperCase();
}

/**
 * A person as initials on their colour. The name is the accessible label and the tooltip.
 * @param props.name null: nobody; drawn as an empty ring labelled `emptyLabel`
 * @param props.decorative the name stands beside it: hidden from assistive technology, no tooltip
 */
export function Avatar(props: {
  name: string | null;
  color?: string | null;
  size?: number;
  emptyLabel?: string;
  decorative?: boolean;
}) {
  const size = props.size ?? 20;
  const label = props.name ?? props.emptyLabel ?? '';
  const face = (
    <span
      className={classes.avatar}
      data-empty={props.name === null || undefined}
      style={{ ...toneStyle(props.color), width: size, height: size, fontSize: Math.round(size * 0.42) }}
      {...(props.decorative ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {props.name === null ? '' : initialsOf(props.name)}
    </span>
  );
  return props.decorative || label === '' ? face : <Tooltip label={label}>{face}</Tooltip>;
}

/** A person's avatar with the name beside it. */
export function Person(props: { name: string; color?: string | null; size?: number }) {
  return (
    <span className={classes.person}>
      <Avatar name={props.name} color={props.color ?? null} {...(props.size ? { size: props.size } : {})} decorative />
      <span className={classes.name}>{props.name}</span>
    </span>
  );
}
