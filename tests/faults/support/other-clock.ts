// Loaded before everything else in each thread of a device whose machine has another clock.

const offsetMs = Number(process.env['OUTPOST_TEST_CLOCK_OFFSET']);
const RealDate = Date;

class OtherDate extends RealDate {
  constructor(...args: readonly unknown[]) {
    // Without arguments it is the present; everything else is as before.
    super(...((args.length === 0 ? [OtherDate.now()] : args) as []));
  }

  static override now(): number {
    return RealDate.now() + offsetMs;
  }
}

globalThis.Date = OtherDate as DateConstructor;
