import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { initialMigrations } from '../../scripts/generate-migrations.ts';

describe('checked-in migrations', () => {
  it.each(initialMigrations())('$path is what the schema generates', ({ path, sql }) => {
    const checkedIn = readFileSync(fileURLToPath(new URL(`../../migrations/${path}`, import.meta.url)), 'utf8');
    // After a change of core/schema: node scripts/generate-migrations.ts
    expect(checkedIn).toBe(sql);
  });
});
