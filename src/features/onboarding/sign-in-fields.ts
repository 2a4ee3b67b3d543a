import { methodParams } from '../../../core/bridge/contract.ts';

export type SignInFields = { readonly serverUrl: string; readonly email: string; readonly password: string };
export type SignInField = keyof SignInFields;

/**
 * Completes what a person typed as server address: without a scheme it is https, on this very machine http.
 * @returns an address without a slash at its end; '' for nothing
 */
export function normalizeServerUrl(typed: string): string {
  const text = typed.trim().replace(/\/+$/, '');
  if (text === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return text;
  const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/i.test(text);
  return `${isLocal ? 'http' : 'https'}://${text}`;
}

/** @returns the fields as the bridge takes them, and which of them are wrong */
export function checkSignIn(typed: SignInFields): { fields: SignInFields; wrong: ReadonlySet<SignInField> } {
  const fields = { ...typed, serverUrl: normalizeServerUrl(typed.serverUrl), email: typed.email.trim() };
  const parsed = methodParams['session.signIn'].safeParse(fields);
  const wrong = new Set((parsed.error?.issues ?? []).map((issue) => issue.path[0] as SignInField));
  return { fields, wrong };
}
