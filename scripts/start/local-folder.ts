import { join } from 'node:path';
import { ROOT } from '../steps.ts';

/** What npm start keeps between its runs, outside version control. */
export const localFolder = join(ROOT, '.outpost');
export const localDataFolder = join(localFolder, 'server');
/** Passwords that were made up for the sample company's people. */
export const credentialsFile = join(localFolder, 'credentials.json');
/** Where the running server answers; written at its start. */
export const serverUrlFile = join(localFolder, 'server-url');
