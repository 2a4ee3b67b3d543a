import { board, boardCards } from '../../core/queries/board.ts';
import { dashboardTotals } from '../../core/queries/dashboard-totals.ts';
import { leadDetail } from '../../core/queries/lead-detail.ts';
import { leadList } from '../../core/queries/lead-list.ts';
import { search } from '../../core/queries/search.ts';
import type { BenchDevice } from './bench-device.ts';
import { leadId, pipelineId, stageIds } from './bench-lead.ts';
import { timings, type Timings } from './measure.ts';

const terms = [
  'ma',
  'mart',
  'martin4',
  'kowal',
  'garcia',
  'dubois77',
  'city 12',
  '+3361000',
  'greta.weber',
  'solar roof',
];

/** @returns milliseconds that each view takes on a device that is in sync */
export async function measureViews(device: BenchDevice, leads: number): Promise<Record<string, Timings>> {
  const ask = (name: string, params: unknown): Promise<unknown> => device.call('query', { name, params });
  const card = (i: number): object => ({
    pipelineId,
    stageId: stageIds[i % stageIds.length]!,
    filters: {},
    offset: (i * 50) % Math.min(5000, Math.floor(leads / stageIds.length)),
    limit: 50,
  });
  const list = { filters: {}, sortBy: 'createdAt', sortDir: 'desc', limit: 50 };
  const period = { from: '2025-01-01', to: '2025-01-31' };
  return {
    'board page ms': await timings(200, (i) => ask(boardCards.name, card(i))),
    'board totals ms': await timings(20, () => ask(board.name, { pipelineId, filters: {} })),
    'list page ms': await timings(50, (i) => ask(leadList.name, { ...list, offset: (i * 50) % leads })),
    'lead detail ms': await timings(100, (i) => ask(leadDetail.name, { id: leadId((i * 97) % leads) })),
    'search ms': await timings(100, (i) => ask(search.name, { term: terms[i % terms.length]!, limit: 20 })),
    'dashboard totals ms': await timings(10, () => ask(dashboardTotals.name, period)),
  };
}
