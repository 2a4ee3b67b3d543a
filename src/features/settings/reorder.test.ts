import { expect, it } from 'vitest';
import { freeName } from './list-section.tsx';
import { dropPosition, moved } from './reorder.ts';
import { sectionNamed } from './section.ts';

it('moves an entry up, down and not beyond the ends', () => {
  const list = ['a', 'b', 'c'];
  expect(moved(list, 'c', 0)).toEqual(['c', 'a', 'b']);
  expect(moved(list, 'a', 1)).toEqual(['b', 'a', 'c']);
  expect(moved(list, 'a', -1)).toEqual(list);
  expect(moved(list, 'c', 9)).toEqual(list);
});

it('drops before or behind the entry under the pointer', () => {
  expect(dropPosition(0, 2, 'top')).toBe(1);
  expect(dropPosition(0, 2, 'bottom')).toBe(2);
  expect(dropPosition(2, 0, 'top')).toBe(0);
  expect(dropPosition(2, 0, 'bottom')).toBe(1);
  expect(dropPosition(1, 1, 'top')).toBe(1);
});

it('finds a name that is free', () => {
  expect(freeName('New', [])).toBe('New');
  expect(freeName('New', [{ name: 'new' }, { name: 'New 2' }])).toBe('New 3');
});

it('shows the first section for an unknown one', () => {
  expect(sectionNamed('teams')).toBe('teams');
  expect(sectionNamed('nonsense')).toBe('appearance');
  expect(sectionNamed(undefined)).toBe('appearance');
});
