import { readFileSync } from 'node:fs';

// Loaded before a device (`node --import`): its machine's clock is off by what a file says, at every look, so that a test can
// turn it while the device runs. Timers go on as ever: they do not follow a machine's clock.

const file = process.env['OUTPOST_CLOCK_FILE'];
if (file) {
  const { now } = Date;
  Date.now = () => now() + Number(readFileSync(file, 'utf8'));
  globalThis.Date = new Proxy(Date, {
    construct: (target, args: unknown[]) =>
      args.length === 0 ? new target(Date.now()) : (Reflect.construct(target, args) as Date),
  });
}
