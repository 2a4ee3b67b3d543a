import { Menu } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { normalizeText } from '../../../core/schema/normalize.ts';
import classes from './pick-items.module.css';

export type PickOption = {
  readonly value: string;
  readonly label: string;
  readonly icon?: ReactNode;
  /** A heading; options with the same one stand together. */
  readonly group?: string | undefined;
};

/** From so many options on, one types to find one. */
const searchFrom = 9;

/**
 * Options to pick one from, inside a Mantine `Menu.Dropdown`: a search field where there are many, a tick at the present one.
 * @param props.value the present option; null or undefined: none of them
 */
export function PickItems(props: {
  options: readonly PickOption[];
  value?: string | null | undefined;
  label: string;
  onPick: (value: string) => void;
}) {
  const { t } = useTranslation();
  const [term, setTerm] = useState('');
  const wanted = normalizeText(term);
  const shown =
    wanted === '' ? props.options : props.options.filter(({ label }) => normalizeText(label).includes(wanted));
  return (
    <>
      {props.options.length >= searchFrom ? (
        <Menu.Search
          aria-label={props.label}
          placeholder={props.label}
          value={term}
          onChange={(event) => setTerm(event.currentTarget.value)}
        />
      ) : (
        <Menu.Label>{props.label}</Menu.Label>
      )}
      <div className={classes.options}>
        {shown.map((option, i) => (
          <PickItem
            key={option.value}
            option={option}
            heading={option.group !== shown[i - 1]?.group ? option.group : undefined}
            checked={option.value === props.value}
            onPick={props.onPick}
          />
        ))}
        {shown.length === 0 && <p className={classes.empty}>{t('noResults')}</p>}
      </div>
    </>
  );
}

function PickItem(props: {
  option: PickOption;
  heading: string | undefined;
  checked: boolean;
  onPick: (value: string) => void;
}) {
  const { value, label, icon } = props.option;
  return (
    <>
      {props.heading !== undefined && <Menu.Label>{props.heading}</Menu.Label>}
      <Menu.RadioItem value={value} checked={props.checked} closeMenuOnClick onChange={props.onPick}>
        <span className={classes.option}>
          {icon && <span className={classes.icon}>{icon}</span>}
          <span className={classes.label}>{label}</span>
        </span>
      </Menu.RadioItem>
    </>
  );
}
