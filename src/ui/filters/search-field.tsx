import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import classes from './search-field.module.css';

/** Waits for a pause in the typing this long before it asks. */
const pauseMs = 120;

/**
 * A search within a list. The list is asked after a short pause; Escape empties the field.
 * @param props.value the search that is on
 */
export function SearchField(props: { value: string; label: string; onChange: (value: string) => void }) {
  const { value, onChange } = props;
  const [text, setText] = useState(value);
  const [asked, setAsked] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The address changed by itself (back, a link): the field follows.
  if (value !== asked) {
    setAsked(value);
    setText(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const ask = (next: string): void => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setAsked(next);
      onChange(next);
    }, pauseMs);
  };
  return (
    <TextInput
      type="search"
      size="xs"
      className={classes.field}
      classNames={{ input: classes.input }}
      leftSection={<IconSearch size={14} aria-hidden />}
      aria-label={props.label}
      placeholder={props.label}
      value={text}
      onChange={(event) => ask(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || text === '') return;
        event.stopPropagation();
        ask('');
      }}
    />
  );
}
