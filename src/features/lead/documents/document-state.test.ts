import { expect, it } from 'vitest';
import type { FileState } from '../../../../core/bridge/files.ts';
import { documentState, documentUrl } from './document-state.ts';

const at = (state: FileState['state'], more: Partial<FileState> = {}): FileState => ({
  state,
  progress: null,
  problem: null,
  ...more,
});
const progress = { done: 1, total: 2 };
const [sent, unsent] = [{ storedAt: 1 }, { storedAt: null }];

it.each([
  [unsent, at('local'), 'waiting'],
  [sent, at('local'), 'stored'],
  [unsent, at('uploading', { progress }), 'uploading'],
  [sent, at('stored'), 'stored'],
  [sent, at('missing'), 'notHere'],
  [sent, at('missing', { progress }), 'downloading'],
  [unsent, at('missing'), 'notYet'],
  [sent, at('missing', { problem: 'gone' }), 'gone'],
  [unsent, at('local', { problem: 'refused' }), 'refused'],
] as const)('%j with %j is %s', (file, state, expected) => {
  expect(documentState(file, state, 'synced')).toBe(expected);
});

it('has nowhere to go in the sample company', () => {
  expect(documentState(unsent, at('local'), 'sample')).toBe('onlyHere');
});

it('names a document, and again after it has come back', () => {
  expect([documentUrl('d'), documentUrl('d', 2)]).toEqual(['/files/d', '/files/d?again=2']);
});
