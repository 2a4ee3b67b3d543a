import type { SyncStatus } from '../../../core/bridge/contract.ts';
import { StatusPanel } from './status-panel.tsx';

/** Where sync stands. */
export function OverviewPanel({ status }: { status: SyncStatus }) {
  return <StatusPanel status={status} />;
}
