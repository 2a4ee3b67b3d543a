import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { search } from '../../../core/queries/search.ts';
import { useQuery } from '../../bridge/hooks.ts';
import classes from './lead-picker.module.css';

export type PickedLead = { readonly id: string; readonly name: string };

/** Long enough to skip the letters in between, too short to notice. */
const pauseMs = 60;
const shownHits = 8;

/** Finds a lead on this device by name, company, address or number while one types. */
export function LeadPicker(props: {
  value: PickedLead | null;
  onChange: (lead: PickedLead | null) => void;
  error?: string | undefined;
  /** The dialog puts the focus here when it opens. */
  focusFirst?: boolean;
}) {
  const { t } = useTranslation(['calendar', 'common']);
  const [term, setTerm] = useState(props.value?.name ?? '');
  const [asked] = useDebouncedValue(term.trim(), pauseMs);
  const combobox = useCombobox();
  const wanted = asked !== '' && asked !== props.value?.name;
  const { data } = useQuery(search, wanted ? { term: asked, limit: 30 } : null, { keepPrevious: true });
  const hits = data?.hits.filter((hit) => hit.kind === 'lead').slice(0, shownHits) ?? [];

  const { openDropdown, closeDropdown, selectFirstOption } = combobox;
  useEffect(() => {
    if (wanted && hits.length > 0) selectFirstOption();
    // `hits` is sliced anew on every render; the answer it comes from is not.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [data, wanted, selectFirstOption]);

  const pick = (id: string): void => {
    const hit = hits.find((entry) => entry.id === id);
    if (!hit) return;
    setTerm(hit.title);
    props.onChange({ id, name: hit.title });
    closeDropdown();
  };
  return (
    <Combobox store={combobox} onOptionSubmit={pick} withinPortal={false} shadow="md">
      <Combobox.Target>
        <TextInput
          label={t('form.lead')}
          placeholder={t('form.leadPlaceholder')}
          value={term}
          error={props.error}
          data-autofocus={props.focusFirst || undefined}
          onFocus={() => openDropdown()}
          onBlur={() => closeDropdown()}
          onChange={(event) => {
            setTerm(event.currentTarget.value);
            props.onChange(null);
            openDropdown();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!wanted}>
        <Combobox.Options>
          {hits.map((hit) => (
            <Combobox.Option key={hit.id} value={hit.id}>
              <span className={classes.hit}>
                <span className={classes.title}>{hit.title}</span>
                <span className={classes.subtitle}>{hit.subtitle}</span>
              </span>
            </Combobox.Option>
          ))}
          {hits.length === 0 && data && <Combobox.Empty>{t('form.leadNothing')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
