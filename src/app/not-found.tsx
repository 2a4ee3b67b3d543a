import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page, PageHeader } from '../ui/page.tsx';
import { hrefTo } from './router.ts';

/** For an address that names no screen: an old link, a typing mistake. */
export function NotFound() {
  const { t } = useTranslation('shell');
  return (
    <Page header={<PageHeader title={t('notFound')} />}>
      <EmptyState
        kind="nothing"
        title={t('notFoundText')}
        action={
          <Button component="a" href={hrefTo({ name: 'pipeline' })} variant="default">
            {t('notFoundAction')}
          </Button>
        }
      ></EmptyState>
    </Page>
  );
}
