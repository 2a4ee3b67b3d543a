import { Modal, VisuallyHidden } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { search } from '../../../core/queries/search.ts';
import { useActiveShortcuts } from '../../app/shortcuts.ts';
import { useQuery } from '../../bridge/hooks.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import { hitItems, matchingActions, movedSelection, runItem, type PaletteItem } from './palette-items.ts';
import { PaletteList } from './palette-list.tsx';
import classes from './palette.module.css';

type Props = {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** With the actions of every shortcut; without them it is the search alone. */
  readonly withActions: boolean;
};

const mostHits = 30;

/** The overlay behind `/` and Ctrl/Cmd-K. */
export function Palette(props: Props) {
  const { t } = useTranslation('search');
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      withCloseButton={false}
      centered={false}
      yOffset="12vh"
      size="36rem"
      padding={0}
      attributes={{ content: { 'aria-label': props.withActions ? t('paletteLabel') : t('label') } }}
      // At once: who types on after the shortcut must not lose a letter.
      transitionProps={{ duration: 0 }}
    >
      <PaletteBody {...props} />
    </Modal>
  );
}

function PaletteBody({ onClose, withActions }: Props) {
  const { t } = useTranslation('search');
  const listId = useId();
  const [term, setTerm] = useState('');
  const [selected, setSelected] = useState(0);
  const { items, hits, error } = useItems(useDeferredValue(term), withActions);
  const choose = (item: PaletteItem | undefined): void => {
    if (!item) return;
    onClose();
    runItem(item);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      choose(items[selected]);
    } else if (['ArrowDown', 'ArrowUp'].includes(event.key) || (event.ctrlKey && ['Home', 'End'].includes(event.key))) {
      event.preventDefault();
      setSelected(movedSelection(selected, event.key, items.length));
    }
  };
  return (
    <>
      <div className={classes.field}>
        <IconSearch size={16} stroke={1.75} aria-hidden />
        <input
          ref={focusNow}
          className={classes.input}
          role="combobox"
          aria-label={withActions ? t('paletteLabel') : t('label')}
          aria-expanded={items.length > 0}
          aria-controls={listId}
          aria-activedescendant={items[selected] ? `${listId}-${selected}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={withActions ? t('palettePlaceholder') : t('placeholder')}
          value={term}
          onChange={(event) => {
            setTerm(event.currentTarget.value);
            setSelected(0);
          }}
          onKeyDown={onKeyDown}
          data-autofocus
        />
      </div>
      {error && <ErrorNotice error={error} />}
      <PaletteList id={listId} items={items} selected={selected} onSelect={setSelected} onChoose={choose} />
      <Outcome term={term} items={items.length} hits={hits} />
      <Keys />
    </>
  );
}

/** The dialog would move the focus some milliseconds later. */
function focusNow(input: HTMLInputElement | null): void {
  input?.focus();
}

function useItems(term: string, withActions: boolean) {
  const shortcuts = useActiveShortcuts();
  const trimmed = term.trim();
  const { data, error } = useQuery(search, trimmed === '' ? null : { term: trimmed, limit: mostHits }, {
    keepPrevious: true,
  });
  return useMemo(() => {
    const hits = trimmed === '' || !data ? [] : hitItems(data.hits);
    // The palette itself is open already.
    const offered = shortcuts.filter(({ id }) => !id.startsWith('find.'));
    const actions = withActions ? matchingActions(offered, trimmed) : [];
    return { items: [...actions, ...hits], hits: trimmed === '' || !data ? undefined : hits.length, error };
  }, [data, error, shortcuts, trimmed, withActions]);
}

/** Says in words what the list shows, also to those who do not see it. @param props.hits undefined: nothing was searched */
function Outcome({ term, items, hits }: { term: string; items: number; hits: number | undefined }) {
  const { t } = useTranslation('search');
  const format = useFormat();
  if (items === 0) {
    return (
      <div className={classes.outcome} role="status">
        {hits === undefined ? t('hint') : <b>{t('nothing', { term: term.trim() })}</b>}
        {hits !== undefined && <div>{t('nothingText')}</div>}
      </div>
    );
  }
  return (
    <VisuallyHidden role="status">
      {hits === undefined ? '' : t('count', { count: hits, number: format.number(hits) })}
    </VisuallyHidden>
  );
}

function Keys() {
  const { t } = useTranslation('search');
  return (
    <div className={classes.keys} aria-hidden>
      <span>
        <KeyHint keys="arrowup arrowdown" /> {t('keys.move')}
      </span>
      <span>
        <KeyHint keys="enter" /> {t('keys.open')}
      </span>
      <span>
        <KeyHint keys="escape" /> {t('keys.close')}
      </span>
    </div>
  );
}
