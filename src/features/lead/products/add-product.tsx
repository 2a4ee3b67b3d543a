import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { leadProductAdd } from '../../../../core/domain/lead-product/add.ts';
import { useMutate } from '../../../bridge/hooks.ts';
import { newId } from '../../../bridge/ids.ts';
import { notifyError } from '../../../ui/notify.ts';
import { Picker } from '../../../ui/pick/picker.tsx';
import { useLead } from '../lead-context.ts';

/** Adds a product of the catalogue: one of it, at its price. */
export function AddProduct() {
  const { t } = useTranslation('lead');
  const mutate = useMutate();
  const { detail, workspace } = useLead();
  const options = workspace.products
    .filter(({ archived }) => archived === 0)
    .map(({ id, name, series }) => ({ value: id, label: name, group: series ?? undefined }))
    .toSorted((a, b) => (a.group ?? '').localeCompare(b.group ?? ''));
  const add = async (productId: string): Promise<void> => {
    const reply = await mutate(leadProductAdd, { id: newId(), leadId: detail.lead.id, productId });
    if (!reply.ok) notifyError(reply.error);
  };
  return (
    <Picker options={options} label={t('products.product')} onPick={(id) => void add(id)}>
      {(toggle) => (
        <Button variant="default" leftSection={<IconPlus size={16} />} disabled={options.length === 0} onClick={toggle}>
          {options.length === 0 ? t('products.noCatalogue') : t('products.add')}
        </Button>
      )}
    </Picker>
  );
}
