import { useTranslation } from 'react-i18next';
import { businessArchive } from '../../../core/domain/business/archive.ts';
import { businessCreate } from '../../../core/domain/business/create.ts';
import { businessUpdate } from '../../../core/domain/business/update.ts';
import { newId } from '../../bridge/ids.ts';
import { ColorMenu } from './color-menu.tsx';
import { freeName, ListSection } from './list-section.tsx';
import { useSettings } from './use-settings.ts';

/** The units that own leads, with the colour they have in charts and lists. */
export function BusinessesSection() {
  const { t } = useTranslation('settings');
  const { data, mayEdit, run } = useSettings('settings:edit');
  if (!data) return null;
  return (
    <ListSection
      title={t('sections.businesses')}
      description={t('businesses.description')}
      mayEdit={mayEdit}
      items={data.businesses}
      nameLabel={t('businesses.name')}
      addLabel={t('businesses.add')}
      emptyTitle={t('businesses.none')}
      onAdd={() => void run(businessCreate, { id: newId(), name: freeName(t('businesses.newName'), data.businesses) })}
      onRename={({ id, name }, to) => void run(businessUpdate, { id, changes: { name: { from: name, to } } })}
      onArchive={({ id }, archived) => void run(businessArchive, { id, archived })}
      renderLeading={({ id, name, color }) => (
        <ColorMenu
          name={name}
          color={color}
          disabled={!mayEdit}
          onChange={(to) => void run(businessUpdate, { id, changes: { color: { from: color, to } } })}
        />
      )}
    />
  );
}
