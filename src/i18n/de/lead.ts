import type { lead as en } from '../en/lead.ts';

export const lead: typeof en = {};
