import type { DeviceReport } from '../../core/protocol/headers.ts';

/** Between two notes of a device that has nothing new to say. Milliseconds. */
const noteEveryMs = 4 * 60_000;
/** Devices remembered at once; the one noted longest ago goes first, and is noted once more when it comes. */
const mostDevices = 20_000;

/**
 * When a device's contact is worth a write: pulls are reads, and a device pulls often. The first contact with this process
 * always is, because it ties the device to its session (SYNC-11).
 */
export class Contacts {
  private readonly noted = new Map<string, { readonly at: number; readonly said: string }>();

  /**
   * @param device the organization, the device and its session
   * @param now epoch milliseconds
   * @returns whether to note it; it then counts as noted
   */
  isDue(device: readonly string[], report: DeviceReport | undefined, now: number): boolean {
    const key = device.join(' ');
    // How much waits changes with every edit; whether something waits does not.
    const said = report ? JSON.stringify([report.name, report.platform, report.appVersion, report.pending > 0]) : '';
    const before = this.noted.get(key);
    if (before && now - before.at < noteEveryMs && (said === '' || said === before.said)) return false;
    this.noted.delete(key);
    this.noted.set(key, { at: now, said: said || (before?.said ?? '') });
    if (this.noted.size > mostDevices) this.noted.delete(this.noted.keys().next().value!);
    return true;
  }

  /** What was to be noted was not: the next contact tries again. */
  forget(device: readonly string[]): void {
    this.noted.delete(device.join(' '));
  }
}
