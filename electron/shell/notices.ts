import { dialog, shell, type BrowserWindow } from 'electron';
import { StoreError } from '../data/store-error.ts';
import { KeyVaultError } from './key-vault.ts';
import type { Translate } from './texts.ts';

/**
 * Tells why the application cannot go on, and waits for the answer. Not a blocking box: signals and tests must get through.
 * @param logs folder that the person may open from here
 */
export async function tellFailure(t: Translate, cause: unknown, logs: string): Promise<void> {
  const known = cause instanceof StoreError || cause instanceof KeyVaultError;
  await tellEnd(t, t('failure.title'), t(`failures.${known ? cause.code : 'UNKNOWN'}`), logs);
}

/** Tells that the data service or the page crashed too often, and waits for the answer. */
export async function tellLost(t: Translate, logs: string): Promise<void> {
  await tellEnd(t, t('lost.title'), t('lost.detail'), logs);
}

/** Tells that the data service was started again. */
export async function tellRestarted(t: Translate, window: BrowserWindow): Promise<void> {
  await dialog.showMessageBox(window, {
    type: 'warning',
    message: t('restarted.title'),
    detail: t('restarted.detail'),
    buttons: [t('restarted.ok')],
  });
}

async function tellEnd(t: Translate, message: string, detail: string, logs: string): Promise<void> {
  const buttons = [t('failure.quit'), t('failure.openLogs')];
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message,
    detail,
    buttons,
    defaultId: 0,
    cancelId: 0,
  });
  if (response === 1) await shell.openPath(logs);
}
