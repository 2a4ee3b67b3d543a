import { Button, Table, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Money } from '../../../ui/money.tsx';
import { notifyError } from '../../../ui/notify.ts';
import { useLead } from '../lead-context.ts';
import { AddProduct } from './add-product.tsx';
import { totalsOf } from './line-totals.ts';
import { ProductRow } from './product-row.tsx';
import classes from './products.module.css';

/** What the lead is offered, and what it comes to. */
export function ProductsTab() {
  const { t } = useTranslation(['lead', 'common']);
  const { detail, may } = useLead();
  const { products } = detail;
  if (products.length === 0) {
    return (
      <EmptyState kind="nothing" title={t('products.nothing')} action={may.edit && <AddProduct />}>
        {t('products.nothingText')}
      </EmptyState>
    );
  }
  return (
    <div className={classes.tab}>
      <Table className={classes.table ?? ''}>
        <caption>
          <VisuallyHidden>{t('products.caption')}</VisuallyHidden>
        </caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('products.product')}</Table.Th>
            <Table.Th className={classes.number ?? ''}>{t('products.quantity')}</Table.Th>
            <Table.Th className={classes.number ?? ''}>{t('products.unitPrice')}</Table.Th>
            <Table.Th className={classes.number ?? ''}>{t('products.discount')}</Table.Th>
            <Table.Th className={classes.total ?? ''}>{t('products.lineTotal')}</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {products.map((line) => (
            <ProductRow key={line.id} line={line} />
          ))}
        </Table.Tbody>
        <Totals />
      </Table>
      {may.edit && <AddProduct />}
    </div>
  );
}

/** The sum in each currency; the one in the lead's currency can become its value. */
function Totals() {
  const { t } = useTranslation('lead');
  const { detail, may, save } = useLead();
  const { valueMinor, currency } = detail.lead;
  const use = async (totalMinor: number): Promise<void> => {
    const error = await save('valueMinor', valueMinor, totalMinor);
    if (error) notifyError(error);
  };
  return (
    <Table.Tfoot>
      {totalsOf(detail.products).map((total) => (
        <Table.Tr key={total.currency}>
          <Table.Th scope="row">{t('products.total')}</Table.Th>
          <Table.Td colSpan={3} className={classes.number ?? ''}>
            {may.edit && total.currency === currency && total.totalMinor !== valueMinor && total.totalMinor >= 0 && (
              <Button variant="subtle" size="compact-sm" onClick={() => void use(total.totalMinor)}>
                {t('products.useAsValue')}
              </Button>
            )}
          </Table.Td>
          <Table.Td className={classes.total ?? ''}>
            <Money minor={total.totalMinor} currency={total.currency} />
          </Table.Td>
          <Table.Td />
        </Table.Tr>
      ))}
    </Table.Tfoot>
  );
}
