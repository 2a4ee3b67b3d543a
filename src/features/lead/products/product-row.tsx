import { ActionIcon, Table, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../../core/bridge/contract.ts';
import { leadProductRemove } from '../../../../core/domain/lead-product/remove.ts';
import { leadProductUpdate } from '../../../../core/domain/lead-product/update.ts';
import type { LeadProductLine } from '../../../../core/queries/lead-detail.ts';
import { useMutate } from '../../../bridge/hooks.ts';
import { newId } from '../../../bridge/ids.ts';
import { useFormat } from '../../../i18n/use-format.ts';
import { Money } from '../../../ui/money.tsx';
import { useOfferUndo } from '../../../ui/notify-undo.tsx';
import { notifyError } from '../../../ui/notify.ts';
import { amountOf, amountText } from '../details/field-values.ts';
import { InlineText } from '../details/inline-text.tsx';
import { notANumber } from '../field-problem.ts';
import { useLead } from '../lead-context.ts';
import classes from './products.module.css';

type LineField = 'quantity' | 'unitPriceMinor' | 'discountPercent';

/** A product on the lead: quantity, price and discount are edited in their cells, the total follows. */
export function ProductRow({ line }: { line: LeadProductLine }) {
  const { t } = useTranslation('lead');
  const format = useFormat();
  const mutate = useMutate();
  const offerUndo = useOfferUndo();
  const { may } = useLead();
  const product = line.productName ?? t('products.unknown');
  const { currency } = line;

  const save = async (field: LineField, to: number | null): Promise<BridgeError | undefined> => {
    if (to === null || Number.isNaN(to)) return notANumber(field);
    const reply = await mutate(leadProductUpdate, { id: line.id, changes: { [field]: { from: line[field], to } } });
    return reply.ok ? undefined : reply.error;
  };
  const remove = async (): Promise<void> => {
    const action = newId();
    const reply = await mutate(leadProductRemove, { id: line.id }, action);
    if (!reply.ok) {
      notifyError(reply.error);
      return;
    }
    offerUndo(t('done.productRemoved', { product }), action);
  };
  const number = (text: string): number => Number(text.trim().replace(',', '.') || Number.NaN);
  const cell = (
    field: LineField,
    label: string,
    value: string,
    shown: React.ReactNode,
    read: (text: string) => number | null,
  ) => (
    <Table.Td className={classes.number ?? ''}>
      <InlineText
        field={field}
        label={label}
        value={value}
        display={shown}
        editable={may.edit}
        onSave={(text) => save(field, read(text))}
      />
    </Table.Td>
  );
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.product ?? ''}>
        {product}
      </Table.Th>
      {cell(
        'quantity',
        t('products.quantityOf', { product }),
        String(line.quantity),
        format.number(line.quantity),
        number,
      )}
      {cell(
        'unitPriceMinor',
        t('products.priceOf', { product }),
        amountText(line.unitPriceMinor, currency),
        <Money minor={line.unitPriceMinor} currency={currency} />,
        (text) => amountOf(text, currency),
      )}
      {cell(
        'discountPercent',
        t('products.discountOf', { product }),
        String(line.discountPercent),
        format.percent(line.discountPercent / 100),
        number,
      )}
      <Table.Td className={classes.total ?? ''}>
        <Money minor={line.totalMinor} currency={currency} />
      </Table.Td>
      <Table.Td className={classes.action ?? ''}>
        {may.edit && (
          <Tooltip label={t('products.remove', { product })}>
            <ActionIcon aria-label={t('products.remove', { product })} onClick={() => void remove()}>
              <IconTrash size={14} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
