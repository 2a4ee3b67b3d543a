import { Popover, type PopoverProps } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { PickList, type PickOption } from './pick-list.tsx';
import classes from './pick-list.module.css';

type Choice = {
  readonly options: readonly PickOption[];
  readonly value?: string | null | undefined;
  /** What is picked: the field's name, its placeholder. */
  readonly label: string;
  readonly onPick: (value: string) => void;
};

/**
 * A popover with options, open as long as it is rendered.
 * @param props.target a button; it gets the popover's ARIA attributes
 * @param props.returnFocus whether closing gives the focus back to the target; else the caller places it
 */
export function OpenPicker(
  props: Choice & {
    target: ReactElement;
    onClose: () => void;
    onBack?: (() => void) | undefined;
    returnFocus?: boolean;
    opened?: boolean;
    position?: PopoverProps['position'];
  },
) {
  return (
    <Popover
      opened={props.opened ?? true}
      onChange={(opened) => {
        if (!opened) props.onClose();
      }}
      trapFocus
      returnFocus={props.returnFocus ?? true}
      position={props.position ?? 'bottom-start'}
      offset={4}
      shadow="md"
      transitionProps={{ duration: 0 }}
      clickOutsideEvents={['mousedown', 'touchstart']}
    >
      <Popover.Target>{props.target}</Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label={props.label}>
        {/* Another list (a filter's values after the filters) begins anew. */}
        <PickList
          key={props.label}
          options={props.options}
          value={props.value}
          label={props.label}
          onPick={props.onPick}
          onBack={props.onBack}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

/**
 * A button that opens options to pick one from.
 * @param props.children makes the button; `toggle` belongs on its click
 */
export function Picker(
  props: Choice & { children: (toggle: () => void) => ReactElement; position?: PopoverProps['position'] },
) {
  const [opened, setOpened] = useState(false);
  const { children, onPick, ...choice } = props;
  return (
    <OpenPicker
      {...choice}
      opened={opened}
      target={children(() => setOpened((before) => !before))}
      onPick={(value) => {
        setOpened(false);
        onPick(value);
      }}
      onClose={() => setOpened(false)}
    />
  );
}

/**
 * Options that open at a place in the window instead of at a button: a menu at the pointer.
 * @param props.place CSS pixels
 */
export function PickerAt(props: Choice & { place: { readonly x: number; readonly y: number }; onClose: () => void }) {
  const { place, ...choice } = props;
  return (
    <OpenPicker
      {...choice}
      returnFocus={false}
      target={
        <button
          type="button"
          tabIndex={-1}
          className={classes.anchor}
          style={{ left: place.x, top: place.y }}
          aria-label={props.label}
        />
      }
    />
  );
}
