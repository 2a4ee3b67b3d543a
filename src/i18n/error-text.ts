import type { TFunction } from 'i18next';
import type { BridgeError, SyncProblem } from '../../core/bridge/contract.ts';

/** `useTranslation('errors').t` */
type ErrorsT = TFunction<'errors'>;

/** What happened (title), what is safe and what to do (detail). */
export type ErrorText = { readonly title: string; readonly detail: string };

/** @returns the words for an error of the bridge, in the current language */
export function errorText(t: ErrorsT, error: BridgeError): ErrorText {
  switch (error.kind) {
    case 'domain': {
      const { code } = error.error;
      return { title: t(`domain.${code}.title`), detail: t(`domain.${code}.detail`) };
    }
    case 'failed':
      return { title: t(`failed.${error.code}.title`), detail: t(`failed.${error.code}.detail`) };
    case 'bug':
      return { title: t('bug.title'), detail: t('bug.detail') };
  }
}

/** @returns the words for why sync is not running */
export function problemText(t: ErrorsT, problem: SyncProblem): ErrorText {
  return { title: t(`problem.${problem.code}.title`), detail: t(`problem.${problem.code}.detail`) };
}
