import { createHash, randomBytes } from 'node:crypto';

/**
 * `opk_<name>_<organization>_<secret>`: a prefix that secret scanners know, eight characters by which people recognize the key, the
 * organization it belongs to (so that the key alone says where to look), and 256 random bits.
 */
const form = /^(opk_[0-9a-z]{8})_([A-Za-z0-9_-]{1,64})_([A-Za-z0-9_-]{43})$/;

export type NewApiKey = {
  /** The whole key: told once, kept nowhere. */
  readonly text: string;
  readonly prefix: string;
  readonly hash: string;
};

/** @returns whether a bearer token means to be an API key; a session's token never looks so */
export function looksLikeApiKey(token: string): boolean {
  return token.startsWith('opk_');
}

/**
 * @param organizationId id in the directory
 * @returns a key that nobody has seen
 */
export function newApiKey(organizationId: string): NewApiKey {
  const prefix = `opk_${randomName()}`;
  const text = `${prefix}_${organizationId}_${randomBytes(32).toString('base64url')}`;
  return { text, prefix, hash: apiKeyHash(text) };
}

/** @returns the organization that a key names; undefined for a text that is no key */
export function organizationOfApiKey(text: string): string | undefined {
  return form.exec(text)?.[2];
}

/** SHA-256 as hexadecimal digits. A slow hash protects what people can remember; 256 random bits need none. */
export function apiKeyHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function randomName(): string {
  const letters = '0123456789abcdefghijklmnopqrstuvwxyz';
  // 252 is the largest multiple of 36 in a byte: no letter is likelier than another.
  const bytes = [...randomBytes(64)].filter((byte) => byte < 252).slice(0, 8);
  return bytes.map((byte) => letters[byte % 36]).join('');
}
