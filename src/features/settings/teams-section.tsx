import { Badge, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { teamCreate } from '../../../core/domain/people/team-create.ts';
import { teamUpdate } from '../../../core/domain/people/team-update.ts';
import type { Workspace } from '../../../core/queries/workspace.ts';
import { newId } from '../../bridge/ids.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EditableText } from './editable-text.tsx';
import { AddButton, ArchiveButton, freeName } from './list-section.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import { TeamMembers } from './team-members.tsx';
import { useSettings, type Settings } from './use-settings.ts';
import classes from './settings.module.css';

/** Teams, who is in them, and whether their leads are open to all of them. */
export function TeamsSection() {
  const { t } = useTranslation('settings');
  const settings = useSettings('people:edit');
  const { data, mayEdit, run } = settings;
  if (!data) return null;
  const teams = data.teams.toSorted((a, b) => a.archived - b.archived);
  return (
    <SettingsPanel
      title={t('sections.teams')}
      description={t('teams.description')}
      mayEdit={mayEdit}
      actions={
        <AddButton
          label={t('teams.add')}
          onClick={() => void run(teamCreate, { id: newId(), name: freeName(t('teams.newName'), data.teams) })}
        />
      }
    >
      {teams.length === 0 && <EmptyState kind="nothing" title={t('teams.none')} compact />}
      <ul className={classes.rows}>
        {teams.map((team) => (
          <TeamItem key={team.id} team={team} data={data} settings={settings} />
        ))}
      </ul>
    </SettingsPanel>
  );
}

type TeamItemProps = { team: Workspace['teams'][number]; data: Workspace; settings: Settings };

function TeamItem({ team, data, settings: { mayEdit, run } }: TeamItemProps) {
  const { t } = useTranslation('settings');
  const { id, name, open } = team;
  return (
    <li className={classes.block} data-archived={team.archived === 1 || undefined}>
      <div className={classes.blockHead}>
        <EditableText
          value={name}
          label={t('teams.name')}
          strong
          disabled={!mayEdit}
          onSave={(to) => void run(teamUpdate, { id, changes: { name: { from: name, to } } })}
        />
        {team.archived === 1 && (
          <Badge variant="default" size="sm">
            {t('archived')}
          </Badge>
        )}
        {mayEdit && (
          <ArchiveButton
            item={team}
            onArchive={(_, to) => void run(teamUpdate, { id, changes: { archived: { from: team.archived, to } } })}
          />
        )}
      </div>
      <Switch
        className={classes.teamOpen}
        label={t('teams.open')}
        checked={open === 1}
        disabled={!mayEdit}
        onChange={(event) =>
          void run(teamUpdate, { id, changes: { open: { from: open, to: event.currentTarget.checked ? 1 : 0 } } })
        }
      />
      <TeamMembers team={team} data={data} mayEdit={mayEdit} run={run} />
    </li>
  );
}
