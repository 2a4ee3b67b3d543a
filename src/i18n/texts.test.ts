import { describe, expect, it } from 'vitest';
import { bridgeFailureCodes } from '../../core/bridge/contract.ts';
import { errorCodes } from '../../core/kernel/errors.ts';
import { de, en } from './resources.ts';

type Texts = { readonly [key: string]: string | Texts };

function flatten(texts: Texts, prefix = ''): Map<string, string> {
  const entries = Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : [...flatten(value, `${prefix}${key}.`)],
  );
  return new Map(entries);
}

const variablesIn = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!).toSorted();

describe('texts', () => {
  const english = flatten(en as unknown as Texts);
  const german = flatten(de as unknown as Texts);

  it('exist in both languages', () => {
    expect([...german.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  it('say something', () => {
    const empty = [...english, ...german].filter(([, text]) => text.trim() === '').map(([key]) => key);
    expect(empty).toEqual([]);
  });

  it('take the same variables in both languages', () => {
    const different = [...english].filter(
      ([key, text]) => variablesIn(text).join() !== variablesIn(german.get(key) ?? '').join(),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('explain every error: what happened, what is safe, what to do', () => {
    for (const { domain, failed } of [en.errors, de.errors]) {
      const unexplained = [
        ...errorCodes.map((code) => domain[code]),
        ...bridgeFailureCodes.map((code) => failed[code]),
      ].filter((text) => !text?.title || !text.detail);
      expect(unexplained).toEqual([]);
    }
  });
});
