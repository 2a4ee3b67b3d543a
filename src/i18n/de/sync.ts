import type { sync as en } from '../en/sync.ts';

export const sync: typeof en = {};
