import type { pipeline as en } from '../en/pipeline.ts';

export const pipeline: typeof en = {};
