import type { Workspace } from '../../../core/queries/workspace.ts';

export type Stage = Workspace['stages'][number];
