import type { SocialMedia } from '../../../../core/domain/lead/lead-fields.ts';
import { minorDigits } from '../../../i18n/format.ts';

export const networks = ['youtube', 'facebook', 'instagram', 'twitter'] as const;
export type Network = (typeof networks)[number];

/** @returns the addresses in the cell; nothing where it is empty */
export function socialMediaIn(cell: string | null): SocialMedia {
  return cell === null ? {} : (JSON.parse(cell) as SocialMedia);
}

/** @returns the addresses with one of them changed; null when none is left */
export function withNetwork(media: SocialMedia, network: Network, text: string): SocialMedia | null {
  const { [network]: _, ...others } = media;
  const next = text.trim() === '' ? others : { ...others, [network]: text.trim() };
  return Object.keys(next).length === 0 ? null : next;
}

/** @returns an amount as one types it, without currency and grouping; empty for none */
export function amountText(minor: number | null, currency: string): string {
  return minor === null
    ? ''
    : (minor / 10 ** minorDigits(currency)).toFixed(minorDigits(currency)).replace(/\.00$/, '');
}

/** @returns minor units of what was typed, with a comma or a point; null for nothing; NaN for no number */
export function amountOf(text: string, currency: string): number | null {
  const plain = text.trim().replace(/\s/g, '');
  if (plain === '') return null;
  return Math.round(Number(plain.replace(',', '.')) * 10 ** minorDigits(currency));
}

/** @returns an address that a browser opens: with its scheme */
export function webAddress(text: string): string {
  return /^https?:\/\//i.test(text) ? text : `https://${text}`;
}
