import { IconCheck, IconChevronRight } from '@tabler/icons-react';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { normalizeText } from '../../../core/schema/normalize.ts';
import { nextIndex } from './next-index.ts';
import classes from './pick-list.module.css';

export type PickOption = {
  readonly value: string;
  readonly label: string;
  readonly icon?: ReactNode;
  /** A heading; options with the same one stand together. */
  readonly group?: string | undefined;
  /** Picking it shows further options. */
  readonly leadsOn?: boolean;
};

/**
 * Options to pick one from, found by typing: the combobox pattern, with its list always open. Belongs into a popover.
 * @param props.value the present option; null or undefined: none of them
 * @param props.onBack Backspace in the empty field, where this list followed another one
 */
export function PickList(props: {
  options: readonly PickOption[];
  value?: string | null | undefined;
  label: string;
  onPick: (value: string) => void;
  onBack?: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  const listId = useId();
  const [term, setTerm] = useState('');
  const wanted = normalizeText(term);
  const shown =
    wanted === '' ? props.options : props.options.filter(({ label }) => normalizeText(label).includes(wanted));
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      shown.findIndex(({ value }) => value === props.value),
    ),
  );
  const optionId = (index: number): string => `${listId}-${index}`;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const next = nextIndex(event.key, active, shown.length);
    if (next !== undefined) {
      event.preventDefault();
      setActive(next);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const option = shown[active];
      if (option) props.onPick(option.value);
    } else if (event.key === 'Backspace' && term === '') {
      props.onBack?.();
    }
  };

  return (
    <>
      <input
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={shown.length > 0 ? optionId(active) : undefined}
        aria-label={props.label}
        className={classes.search}
        placeholder={props.label}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={term}
        onChange={(event) => {
          setTerm(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div role="listbox" id={listId} aria-label={props.label} className={classes.options}>
        {shown.map((option, index) => (
          <PickRow
            key={option.value}
            id={optionId(index)}
            option={option}
            heading={option.group === shown[index - 1]?.group ? undefined : option.group}
            isActive={index === active}
            isPresent={option.value === props.value}
            onActive={() => setActive(index)}
            onPick={() => props.onPick(option.value)}
          />
        ))}
      </div>
      {shown.length === 0 && <p className={classes.empty}>{t('noResults')}</p>}
    </>
  );
}

/** The same function every time: it runs when a row becomes the active one, not with every render. */
function scrollIntoView(row: HTMLElement | null): void {
  row?.scrollIntoView({ block: 'nearest' });
}

function PickRow(props: {
  id: string;
  option: PickOption;
  heading: string | undefined;
  isActive: boolean;
  isPresent: boolean;
  onActive: () => void;
  onPick: () => void;
}) {
  const { option, isActive } = props;
  return (
    <>
      {props.heading !== undefined && (
        <div role="presentation" className={classes.heading}>
          {props.heading}
        </div>
      )}
      {/* The keys are handled by the field, which keeps the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events */}
      <div
        ref={isActive ? scrollIntoView : undefined}
        id={props.id}
        role="option"
        tabIndex={-1}
        aria-selected={isActive}
        aria-current={props.isPresent || undefined}
        className={classes.option}
        onMouseDown={(event) => event.preventDefault()}
        onMouseMove={isActive ? undefined : props.onActive}
        onClick={props.onPick}
      >
        {option.icon && <span className={classes.icon}>{option.icon}</span>}
        <span className={classes.label}>{option.label}</span>
        {props.isPresent && <IconCheck size={14} stroke={2} className={classes.mark} aria-hidden />}
        {option.leadsOn && <IconChevronRight size={14} className={classes.mark} aria-hidden />}
      </div>
    </>
  );
}
