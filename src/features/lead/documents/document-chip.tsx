import { Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowDown,
  IconArrowUp,
  IconCheck,
  IconClock,
  IconCloud,
  IconDeviceLaptop,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FileState } from '../../../../core/bridge/files.ts';
import { useFormat } from '../../../i18n/use-format.ts';
import type { DocumentState } from './document-state.ts';
import classes from './documents.module.css';

const icons: Record<DocumentState, typeof IconCheck> = {
  onlyHere: IconDeviceLaptop,
  waiting: IconClock,
  uploading: IconArrowUp,
  stored: IconCheck,
  downloading: IconArrowDown,
  notHere: IconCloud,
  notYet: IconClock,
  refused: IconAlertTriangle,
  damaged: IconAlertTriangle,
  gone: IconAlertTriangle,
  full: IconAlertTriangle,
};

const tones: Partial<Record<DocumentState, 'ok' | 'busy' | 'warn'>> = {
  stored: 'ok',
  uploading: 'busy',
  downloading: 'busy',
  refused: 'warn',
  damaged: 'warn',
  gone: 'warn',
  full: 'warn',
};

/** Where a file is: one word, and what it means for whoever points at it or reaches it by keyboard. */
export function DocumentChip({ state, progress }: { state: DocumentState; progress: FileState['progress'] }) {
  const { t } = useTranslation('files');
  const format = useFormat();
  const Icon = icons[state];
  const percent = progress ? format.percent(Math.floor((100 * progress.done) / progress.total) / 100) : '';
  return (
    <Tooltip
      label={t(`documents.stateText.${state}`)}
      multiline
      maw={280}
      events={{ hover: true, focus: true, touch: true }}
    >
      {/* Focusable, because the explanation is in the tooltip only. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <span className={classes.chip} data-tone={tones[state]} tabIndex={0}>
        <Icon size={14} stroke={1.75} aria-hidden />
        {t(`documents.state.${state}`, { percent }).trim()}
      </span>
    </Tooltip>
  );
}
