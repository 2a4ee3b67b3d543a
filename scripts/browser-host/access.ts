import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request is turned away, with its HTTP status. */
export type Refusal = { readonly status: number; readonly message: string };

const foreignHost: Refusal = { status: 421, message: 'This address is not served here.' };
const foreignOrigin: Refusal = { status: 403, message: 'Requests from other sites are refused.' };
const notAdmitted: Refusal = {
  status: 401,
  message:
    'Open the address that the browser host printed when it started. It works once; start the host again for a new one.',
};

/**
 * Who may use the browser host: the browser that opened the printed address, at that address, from its own pages.
 * The Host check keeps out names that were pointed at the loopback address (DNS rebinding); the Origin check keeps out other
 * sites in the same browser; the cookie keeps out other browsers and other users of the machine.
 */
export class Access {
  readonly #host: string;
  readonly #cookieName: string;
  readonly #session = randomBytes(32).toString('base64url');
  #startToken: string | undefined = randomBytes(32).toString('base64url');

  /** @param port on which the host listens */
  constructor(port: number) {
    this.#host = `127.0.0.1:${port}`;
    // Cookies do not know ports: two hosts on one machine must not overwrite each other's.
    this.#cookieName = `outpost-${port}`;
  }

  /** The address to open, good for one use. */
  get startUrl(): string {
    return `http://${this.#host}/start?token=${this.#startToken ?? ''}`;
  }

  /** @returns why the request does not come from our own pages, or undefined */
  refusesSource(
    { headers }: IncomingMessage,
    { originRequired }: { readonly originRequired: boolean },
  ): Refusal | undefined {
    if (headers.host !== this.#host) return foreignHost;
    const { origin } = headers;
    if (origin === undefined ? originRequired : origin !== `http://${this.#host}`) return foreignOrigin;
    const site = headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin' || site === 'none' ? undefined : foreignOrigin;
  }

  /** @returns why the request comes from a browser that was not admitted, or undefined */
  refusesVisitor({ headers }: IncomingMessage): Refusal | undefined {
    const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
    const prefix = `${this.#cookieName}=`;
    const ours = cookies.find((cookie) => cookie.startsWith(prefix));
    return ours !== undefined && isSame(ours.slice(prefix.length), this.#session) ? undefined : notAdmitted;
  }

  /**
   * Exchanges the start token.
   * @returns the cookie to set, or why not
   */
  admit(token: string): { readonly cookie: string } | Refusal {
    if (this.#startToken === undefined || !isSame(token, this.#startToken)) return notAdmitted;
    this.#startToken = undefined;
    return { cookie: `${this.#cookieName}=${this.#session}; Path=/; HttpOnly; SameSite=Strict` };
  }
}

/** Compares in a time that does not tell where two texts differ. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
