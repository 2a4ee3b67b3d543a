import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { sourceArchive } from '../../../core/domain/source/archive.ts';
import { sourceCreate } from '../../../core/domain/source/create.ts';
import { sourceUpdate } from '../../../core/domain/source/update.ts';
import { newId } from '../../bridge/ids.ts';
import { freeName, ListSection } from './list-section.tsx';
import { useSettings } from './use-settings.ts';

const everyone = 'everyone';

/** Where leads come from; for everyone or for one team. */
export function SourcesSection() {
  const { t } = useTranslation('settings');
  const { data, mayEdit, run } = useSettings('settings:edit');
  if (!data) return null;
  const teams = [
    { value: everyone, label: t('sources.everyone') },
    ...data.teams.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <ListSection
      title={t('sections.sources')}
      description={t('sources.description')}
      mayEdit={mayEdit}
      items={data.sources}
      nameLabel={t('sources.name')}
      addLabel={t('sources.add')}
      emptyTitle={t('sources.none')}
      onAdd={() => void run(sourceCreate, { id: newId(), name: freeName(t('sources.newName'), data.sources) })}
      onRename={({ id, name }, to) => void run(sourceUpdate, { id, changes: { name: { from: name, to } } })}
      onArchive={({ id }, archived) => void run(sourceArchive, { id, archived })}
      renderTrailing={({ id, name, teamId }) => (
        <Select
          w={150}
          variant="unstyled"
          aria-label={t('sources.team', { name })}
          data={teams}
          value={teamId ?? everyone}
          disabled={!mayEdit}
          allowDeselect={false}
          onChange={(value) => {
            const to = value === everyone ? null : value;
            if (to !== teamId) void run(sourceUpdate, { id, changes: { teamId: { from: teamId, to } } });
          }}
        />
      )}
    />
  );
}
