import type { StoreErrorCode } from '../data/store-error.ts';
import type { KeyVaultErrorCode } from './key-vault.ts';

/** Why the application cannot be opened: what happened, what is safe, what to do. */
const failures: Record<StoreErrorCode | KeyVaultErrorCode | 'UNKNOWN', string> = {
  STORE_CORRUPT:
    'The settings of this profile cannot be read: the file is damaged or its key does not fit. Nothing was deleted. Ask your administrator, or start with another profile folder (OUTPOST_PROFILE).',
  STORE_TOO_NEW:
    'The local data was written by a newer version of Outpost. Nothing was changed. Install that version to open it.',
  DISK_FULL: 'The disk is full. Everything saved before is safe. Free some space and start Outpost again.',
  STORE_READ_ONLY:
    'The profile folder cannot be written. Everything saved before is safe. Check the permissions of the folder.',
  STORE_FAILED: 'The disk reports errors. Everything saved before is kept. Check the disk, then start Outpost again.',
  PROFILE_IN_USE:
    'Your data is open in another Outpost, perhaps of another version. Close it there, then start Outpost again.',
  KEY_MISSING:
    'The key of the local database is gone from this computer. Nothing was deleted. Put the key back, or start with another profile folder (OUTPOST_PROFILE).',
  KEYCHAIN_MISSING:
    'Outpost encrypts your data with a key that it keeps in the system’s keychain, and this system offers none that protects it. Nothing was stored. On Linux, set up GNOME Keyring or KWallet, sign in to the desktop anew and start Outpost again.',
  KEYCHAIN_REFUSED:
    'The system’s keychain does not open the key of the local database. Nothing was deleted. Sign in to the computer as the user who set up Outpost, unlock the keychain and start Outpost again.',
  UNKNOWN: 'Outpost could not open its data. Everything saved before is kept. The log tells more.',
};

/** Everything that the shell says, in English. */
export const en = {
  failures,
  failure: { title: 'Outpost cannot open your data', quit: 'Quit', openLogs: 'Open the log folder' },
  restarted: {
    title: 'Outpost has started its data service again',
    detail: 'It ended unexpectedly. What was saved is safe; what you were typing may be lost.',
    ok: 'Continue',
  },
  lost: {
    title: 'Outpost has to close',
    detail:
      'It ended unexpectedly several times in a row. What was saved is safe. Start it again; if it keeps happening, send the log to your administrator.',
  },
  menu: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    help: 'Help',
    about: 'About Outpost',
    settings: 'Settings…',
    services: 'Services',
    hide: 'Hide Outpost',
    hideOthers: 'Hide Others',
    unhide: 'Show All',
    quit: 'Quit Outpost',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select All',
    reload: 'Reload',
    developerTools: 'Developer Tools',
    actualSize: 'Actual Size',
    zoomIn: 'Zoom In',
    zoomOut: 'Zoom Out',
    fullScreen: 'Full Screen',
    minimize: 'Minimize',
    close: 'Close Window',
    front: 'Bring All to Front',
    openLogs: 'Open Log Folder',
  },
};
