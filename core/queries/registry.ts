import type { AnyQuery } from './define-query.ts';
import { board, boardCards } from './board.ts';
import { calendar } from './calendar.ts';
import { leadDetail } from './lead-detail.ts';
import { leadList } from './lead-list.ts';
import { timeline } from './timeline.ts';
import { workspace } from './workspace.ts';

/** Every query that a screen or a route may name. */
const all: readonly AnyQuery[] = [workspace, board, boardCards, leadList, leadDetail, timeline, calendar];

export const queries: ReadonlyMap<string, AnyQuery> = new Map(all.map((query) => [query.name, query]));
