import { archiveMutator } from '../access/archive-setting.ts';

/** Puts a business away, or takes it out again. */
export const businessArchive = archiveMutator('business.archive', 'businesses', 'settings:edit');
