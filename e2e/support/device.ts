import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startHost, type HostProcess } from './host-process.ts';

export type DeviceOptions = {
  /** What the sign-in form suggests as the server's address. */
  readonly serverUrl?: string | undefined;
  readonly colorScheme?: 'light' | 'dark';
  readonly viewport?: Viewport;
};

/** Size of a window in CSS pixels. */
export type Viewport = { readonly width: number; readonly height: number };

const usualWindow: Viewport = { width: 1440, height: 900 };

/** How long anything on a screen may take on a busy machine. Milliseconds. */
const patienceMs = 30_000;

/** One person's machine: a profile folder, the browser host that holds it, and a window. */
export class Device {
  readonly profile: string;
  /** What the windows' consoles reported: errors, refusals by the content security policy, uncaught exceptions. */
  readonly troubles: string[] = [];
  readonly #browser: Browser;
  readonly #options: DeviceOptions;
  #host: HostProcess | undefined;
  #context: BrowserContext | undefined;
  #page: Page | undefined;
  readonly #translated = new Map<string, Page>();

  private constructor(browser: Browser, options: DeviceOptions) {
    this.#browser = browser;
    this.#options = options;
    this.profile = mkdtempSync(join(tmpdir(), 'outpost-device-'));
  }

  /** Starts on a new, empty profile. */
  static async start(browser: Browser, options: DeviceOptions = {}): Promise<Device> {
    const device = new Device(browser, options);
    try {
      await device.open();
    } catch (cause) {
      await device.remove();
      throw cause;
    }
    return device;
  }

  get page(): Page {
    if (!this.#page) throw new Error('the device has no window now');
    return this.#page;
  }

  /** Starts the host on the profile and opens a window. */
  async open(): Promise<void> {
    const { serverUrl, viewport = usualWindow, colorScheme = 'light' } = this.#options;
    this.#host = await startHost({ profile: this.profile, serverUrl });
    this.#context = await this.#browser.newContext({
      viewport,
      colorScheme,
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      // Animations end at once: what is waited for is the product, not its motion.
      reducedMotion: 'reduce',
    });
    this.#page = await this.#context.newPage();
    this.#page.setDefaultTimeout(patienceMs);
    this.#watch(this.#page);
    await this.#page.goto(this.#host.url);
  }

  /**
   * A second window of this device in another language, at the same place.
   * @param locale e.g. `de-DE`
   */
  async windowIn(locale: string): Promise<Page> {
    let page = this.#translated.get(locale);
    if (!page) {
      page = await this.#context!.newPage();
      await page.addInitScript(
        (language) => Object.defineProperty(navigator, 'languages', { get: () => [language] }),
        locale,
      );
      this.#watch(page);
      this.#translated.set(locale, page);
      await page.goto(this.page.url());
    }
    const place = await this.page.evaluate(() => location.hash);
    await page.evaluate((to) => (location.hash = to), place);
    return page;
  }

  /**
   * Ends the host in order and starts it again, with a new window at the same place.
   * @param whileOff what happens to the profile in between
   */
  async restart(whileOff: () => void | Promise<void> = () => {}): Promise<void> {
    await this.#reopenAfter(async (host) => {
      await host.stop();
      await whileOff();
    });
  }

  /** Kills the host, as a power cut would, and starts it again. */
  async crash(): Promise<void> {
    await this.#reopenAfter((host) => host.kill());
  }

  /** Ends everything and removes the profile. */
  async remove(): Promise<void> {
    await this.#context?.close();
    await this.#host?.stop();
    rmSync(this.profile, { recursive: true, force: true });
  }

  /** Goes to an address of the application, e.g. `#/leads`. */
  async goTo(hash: string): Promise<void> {
    await this.page.evaluate((to) => (location.hash = to), hash);
  }

  /** Shows this device in another theme, as its operating system would. */
  async useTheme(colorScheme: 'light' | 'dark'): Promise<void> {
    await this.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await this.page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
  }

  async #reopenAfter(ending: (host: HostProcess) => Promise<unknown>): Promise<void> {
    const place = await this.page.evaluate(() => location.hash);
    // The window first: it would report that its host went away.
    await this.#context?.close();
    this.#translated.clear();
    if (this.#host) await ending(this.#host);
    await this.open();
    await this.goTo(place);
  }

  #watch(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error') this.troubles.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.troubles.push(`uncaught: ${error.stack ?? error.message}`));
  }
}
