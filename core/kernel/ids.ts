import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { UUID } from 'uuidv7';

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @returns whether the text is a UUID in the lower-case form that every table uses */
export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

/**
 * Makes a UUIDv7 (RFC 9562, section 5.7): ids sort by the time they were made.
 * @param nowMs epoch milliseconds
 * @param random ten random bytes
 */
export function uuidv7From(nowMs: number, random: Uint8Array): string {
  if (random.length < 10) throw new RangeError('uuidv7From needs ten random bytes');
  const view = new DataView(random.buffer, random.byteOffset, 10);
  return UUID.fromFieldsV7(
    Math.trunc(nowMs),
    view.getUint16(0) >>> 4,
    view.getUint32(2) >>> 2,
    view.getUint32(6),
  ).toString();
}

/**
 * Derives a UUID (RFC 9562, version 8) from texts, the same in every home: rows that a mutator adds beside those a person named.
 * @param parts e.g. client id, seq and label; joined unambiguously
 */
export function derivedUuid(...parts: readonly string[]): string {
  return uuidFromHex(bytesToHex(sha256(utf8ToBytes(JSON.stringify(parts))).subarray(0, 16)));
}

function uuidFromHex(hex: string): string {
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
