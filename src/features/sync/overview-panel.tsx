import type { SyncStatus } from '../../../core/bridge/contract.ts';
import { CarryPanel } from './carry-panel.tsx';
import { HerePanel } from './here-panel.tsx';
import { LeftBehind } from './left-behind.tsx';
import { RemovalPanel, useHeldRemoval } from './removal-panel.tsx';
import { StatusPanel } from './status-panel.tsx';
import { useDetails } from './use-details.ts';

/** Whether work is safe, where it is, what needs the person; and what is on this device. */
export function OverviewPanel({ status }: { status: SyncStatus }) {
  const details = useDetails(status);
  const removal = useHeldRemoval(status);
  if (status.connection === 'local') return <StatusPanel status={status} details={undefined} />;
  return (
    <>
      {removal && <RemovalPanel {...removal} />}
      <StatusPanel status={status} details={details} isTold={removal !== undefined} />
      <LeftBehind />
      <HerePanel status={status} details={details} />
      <CarryPanel />
    </>
  );
}
