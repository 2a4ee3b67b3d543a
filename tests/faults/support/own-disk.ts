import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** A disk in memory, mounted on a folder. Only root may mount. */
export class OwnDisk {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * @param what is tested on it, for the warning where it cannot be
   * @returns undefined where mounting is not allowed
   */
  static mount(folder: string, bytes: number, what: string): OwnDisk | undefined {
    mkdirSync(folder, { recursive: true });
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { stdio: 'pipe' });
      return new OwnDisk(folder);
    } catch (cause) {
      console.warn(`NOT TESTED: ${what}. It needs the right to mount a tmpfs (root on Linux): ${String(cause)}`);
      return undefined;
    }
  }

  /** `ro`: nothing can be written any more; nobody may have a file open for writing. */
  remount(mode: 'ro' | 'rw'): void {
    execFileSync('mount', ['-o', `remount,${mode}`, this.folder], { stdio: 'pipe' });
  }

  unmount(): void {
    execFileSync('umount', ['--lazy', this.folder]);
  }
}
