import { archiveMutator } from '../access/archive-setting.ts';

/** Puts a source away, or takes it out again. */
export const sourceArchive = archiveMutator('source.archive', 'sources', 'settings:edit');
