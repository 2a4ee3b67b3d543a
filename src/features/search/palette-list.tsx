import { IconArrowRight, IconBriefcase, IconBuilding, IconNote, IconUser, type Icon } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchHit, SearchKind } from '../../../core/queries/search.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import type { PaletteItem } from './palette-items.ts';
import classes from './palette.module.css';

const icons: Record<SearchKind, Icon> = {
  lead: IconUser,
  account: IconBuilding,
  opportunity: IconBriefcase,
  note: IconNote,
};

type Props = {
  readonly id: string;
  readonly items: readonly PaletteItem[];
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  readonly onChoose: (item: PaletteItem) => void;
};

/** The lines of the palette, actions before results. The focus stays in the field; the selected line is its active descendant. */
export function PaletteList(props: Props) {
  const { t } = useTranslation('search');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [props.selected, props.items]);
  const firstHit = props.items.findIndex((item) => item.kind === 'hit');
  const actions = firstHit < 0 ? props.items : props.items.slice(0, firstHit);
  const hits = firstHit < 0 ? [] : props.items.slice(firstHit);
  return (
    <div className={classes.list} id={props.id} role="listbox" aria-label={t('results')} ref={list}>
      <Group {...props} title={t('actions')} items={actions} offset={0} />
      <Group {...props} title={t('results')} items={hits} offset={actions.length} />
    </div>
  );
}

function Group({
  title,
  items,
  offset,
  ...props
}: Omit<Props, 'items'> & { title: string; items: readonly PaletteItem[]; offset: number }) {
  if (items.length === 0) return null;
  return (
    <div role="group" aria-label={title}>
      <div className={classes.group} aria-hidden>
        {title}
      </div>
      {items.map((item, index) => (
        // Clicks are a convenience: the keyboard works from the field, as the combobox pattern asks.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={item.id}
          id={`${props.id}-${offset + index}`}
          role="option"
          tabIndex={-1}
          aria-selected={props.selected === offset + index}
          className={classes.option}
          onMouseMove={() => props.onSelect(offset + index)}
          onClick={() => props.onChoose(item)}
        >
          {item.kind === 'action' ? <ActionLine item={item} /> : <HitLine hit={item.hit} />}
        </div>
      ))}
    </div>
  );
}

function ActionLine({ item }: { item: Extract<PaletteItem, { kind: 'action' }> }) {
  return (
    <>
      <IconArrowRight size={16} stroke={1.75} className={classes.icon} aria-hidden />
      <span className={classes.title}>{item.shortcut.label}</span>
      <span className={classes.end}>
        <KeyHint keys={item.shortcut.keys} />
      </span>
    </>
  );
}

function HitLine({ hit }: { hit: SearchHit }) {
  const { t } = useTranslation('search');
  const HitIcon = icons[hit.kind];
  return (
    <>
      <HitIcon size={16} stroke={1.75} className={classes.icon} aria-hidden />
      <span className={classes.text}>
        <span className={classes.title}>{hit.title}</span>
        {hit.subtitle && <span className={classes.subtitle}>{hit.subtitle}</span>}
        {hit.snippet && <span className={classes.snippet}>{hit.snippet}</span>}
      </span>
      <span className={classes.end}>{t(`kind.${hit.kind}`)}</span>
    </>
  );
}
