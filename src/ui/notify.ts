import { notifications } from '@mantine/notifications';
import { getFixedT } from 'i18next';
import type { BridgeError } from '../../core/bridge/contract.ts';
import { errorText } from '../i18n/error-text.ts';

/** Says that something could not be done; stays until it is read. */
export function notifyError(error: BridgeError): void {
  const { title, detail } = errorText(getFixedT(null, 'errors'), error);
  notifications.show({ title, message: detail, color: 'red', autoClose: 12_000 });
}

/** Says shortly that something was done. @param message what, in the past tense ("3 leads archived") */
export function notifyDone(message: string): void {
  notifications.show({ message, autoClose: 4_000 });
}
