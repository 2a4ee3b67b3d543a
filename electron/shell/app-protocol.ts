import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import type { ReceivedFile } from '../data/file-port.ts';
import { securityHeaders } from './content-security-policy.ts';
import { documentIdOf, servedFileHeaders, type FileSource } from './served-file.ts';
import { findRendererFile } from './renderer-files.ts';

const scheme = 'app';
const host = 'outpost';

/** The renderer's page. A place in it is a hash behind this. */
export const startPage = `${scheme}://${host}/`;

/**
 * Makes app:// a scheme with origins, secure like https. Call before the app is ready.
 * `supportFetchAPI` is what module scripts and fonts are loaded with; CSP limits it to this origin.
 */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme, privileges }]);
}

/**
 * Serves the built renderer at app://outpost/, and files of documents at app://outpost/files/<document>.
 * @param root its folder
 */
export function serveRenderer(root: string, files: FileSource): void {
  protocol.handle(scheme, (request) => answer(request, root, files));
}

/** @returns whether an address is the renderer's own page, whatever its hash and query */
export function isStartPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host: named, pathname, username, password, port } = new URL(address);
  const ours = protocol === `${scheme}:` && named === host && (pathname === '/' || pathname === '');
  return ours && username === '' && password === '' && port === '';
}

async function answer(request: Request, root: string, files: FileSource): Promise<Response> {
  const { method } = request;
  if (method !== 'GET' && method !== 'HEAD') return refusal(405, 'Only GET.');
  const url = new URL(request.url);
  const documentId = url.host === host ? documentIdOf(url.pathname) : undefined;
  if (documentId !== undefined) return fileAnswer(method, await files(documentId));
  const file = url.host === host ? findRendererFile(root, url.pathname) : undefined;
  if (!file) return refusal(404, 'There is nothing here.');
  const headers = { ...securityHeaders, 'content-type': file.type, 'content-length': String(file.size) };
  return new Response(method === 'GET' ? new Uint8Array(await readFile(file.path)) : null, { headers });
}

async function fileAnswer(method: string, file: ReceivedFile | undefined): Promise<Response> {
  if (!file) return refusal(404, 'This file is not on this device.');
  if (method === 'HEAD') await file.body.cancel();
  return new Response(method === 'GET' ? file.body : null, { headers: servedFileHeaders(file) });
}

function refusal(status: number, message: string): Response {
  return new Response(`${message}\n`, {
    status,
    headers: { ...securityHeaders, 'content-type': 'text/plain; charset=utf-8' },
  });
}
