import type { z } from 'zod';
import type { fileParams, FileResults } from '../../core/bridge/files.ts';
import type { LocalFiles } from './local-files.ts';

type Name = keyof typeof fileParams;
type Handlers = { readonly [M in Name]: (params: z.output<(typeof fileParams)[M]>) => FileResults[M] };

/**
 * Answers the bridge's part about files.
 * @param files of the database that is open now; throws while there is none
 */
export function fileHandlers(files: () => LocalFiles): Handlers {
  const done = (): null => null;
  return {
    'files.begin': ({ kind, name, size }) => files().begin(kind, name, size),
    'files.write': ({ intake, data }) => (files().write(intake, data), done()),
    'files.finish': ({ intake }) => files().finish(intake),
    'files.cancel': ({ intake }) => (files().cancel(intake), done()),
    'files.states': ({ sha256s }) => files().states(sha256s),
    'files.fetch': ({ sha256 }) => (files().fetch(sha256), done()),
    'files.settings': () => files().settings(),
    'files.keep': ({ keepBytes }) => (files().keep(keepBytes), done()),
  };
}
