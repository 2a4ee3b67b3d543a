import { app, session, shell, type WebContents } from 'electron';
import type { Logger } from 'pino';
import { isStartPage } from './app-protocol.ts';
import { externalLink } from './external-links.ts';

/** What the renderer may ask of the system. `clipboard-sanitized-write`: "Copy link" puts text on the clipboard. */
const permissions: ReadonlySet<string> = new Set(['notifications', 'clipboard-sanitized-write']);

/** Keeps every page of the application where it is, whatever content it shows. Call once, when the app is ready. */
export function guardWebContents(log: Logger): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, log));
  const { defaultSession } = session;
  const allowed = (permission: string, address: string): boolean => permissions.has(permission) && isStartPage(address);
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(allowed(permission, requestingUrl)),
  );
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) => allowed(permission, origin));
}

function guard(contents: WebContents, log: Logger): void {
  const openOutside = (address: string): void => {
    const link = externalLink(address);
    if (!link) return log.warn('refused to open a link');
    shell.openExternal(link).catch((err: unknown) => log.error({ err }, 'the system did not open a link'));
  };
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
  contents.on('will-frame-navigate', (event) => {
    // The page may load itself anew; every other address leaves the application.
    if (event.isMainFrame && isStartPage(event.url)) return;
    event.preventDefault();
    if (event.isMainFrame) openOutside(event.url);
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
