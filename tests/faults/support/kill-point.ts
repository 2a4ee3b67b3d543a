import Database from 'better-sqlite3';

// Loaded before a device (`node --import`): the process sends itself SIGKILL at one statement on the person's database. Nothing of
// the product runs after it, as at a power cut at this instruction.

/** Where to die, as OUTPOST_KILL_POINT says in JSON. */
export type KillPoint = {
  /** Matches the statement. A commit counts only when something was written. */
  readonly sql: string;
  /** Which of those that match, from 1. */
  readonly nth: number;
  /** `half`: of a script of several statements the first half has run. */
  readonly when: 'before' | 'half' | 'after';
};

type Runnable = { run: (...parameters: unknown[]) => unknown };

const text = process.env['OUTPOST_KILL_POINT'];
if (text) dieAt(JSON.parse(text) as KillPoint);

function dieAt({ sql: wanted, nth, when }: KillPoint): void {
  const pattern = new RegExp(wanted, 'i');
  const { prepare, exec } = Database.prototype;
  let met = 0;
  let written = 0;
  const isEmptyCommit = (db: Database.Database, sql: string): boolean => {
    if (sql !== 'commit') return false;
    const changes = prepare.call(db, 'select total_changes()').pluck().get() as number;
    const isEmpty = changes === written;
    written = changes;
    return isEmpty;
  };
  const isHere = (db: Database.Database, sql: string): boolean => {
    if (!db.name.includes('data-') || !pattern.test(sql) || isEmptyCommit(db, sql)) return false;
    met += 1;
    return met === nth;
  };
  const around = <Result>(here: boolean, run: () => Result): Result => {
    if (here && when === 'before') die();
    const result = run();
    if (here) die();
    return result;
  };
  Database.prototype.prepare = function (this: Database.Database, sql: string) {
    const statement = prepare.call(this, sql) as unknown as Runnable;
    const { run } = statement;
    statement.run = (...parameters) => around(isHere(this, sql), () => run.apply(statement, parameters));
    return statement as never;
  };
  Database.prototype.exec = function (this: Database.Database, sql: string) {
    const here = isHere(this, sql);
    return around(here, () => exec.call(this, here && when === 'half' ? firstHalf(sql) : sql)) as Database.Database;
  };
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
  // A signal to oneself may arrive a moment later.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function firstHalf(sql: string): string {
  const statements = sql.split(/;\n(?=\s*(?:--|CREATE|ALTER|INSERT|UPDATE|DROP))/);
  return `${statements.slice(0, Math.ceil(statements.length / 2)).join(';\n')};`;
}
