import { setTimeout as delay } from 'node:timers/promises';
import type { FleetReply, FleetRequest } from './fleet.ts';
import { SimulatedDevice } from './simulated-device.ts';

// A process of many devices; what they do is asked for over the channel to the parent, one thing after the other.

let devices: readonly SimulatedDevice[] = [];
/** How often a condition is looked at. Milliseconds. */
const lookEveryMs = 50;
/** Devices begin one after the other. Milliseconds between two. */
const startEveryMs = 25;

async function until(isDone: (device: SimulatedDevice) => boolean, limitMs: number): Promise<void> {
  const end = Date.now() + limitMs;
  for (;;) {
    const waiting = devices.filter((device) => !isDone(device));
    if (waiting.length === 0) return;
    if (Date.now() > end) {
      throw new Error(`${waiting.length} devices do not come to rest: ${waiting[0]!.condition}`);
    }
    await delay(lookEveryMs);
  }
}

async function perform(request: FleetRequest): Promise<FleetReply> {
  switch (request.kind) {
    case 'start': {
      const started: SimulatedDevice[] = [];
      for (const spec of request.specs) {
        started.push(new SimulatedDevice(spec, request.seed));
        await delay(startEveryMs);
      }
      devices = started;
      await until(({ isAtRest }) => isAtRest, request.limitMs);
      return { kind: 'done' };
    }
    case 'work':
      for (const device of devices) device.work(request.editMs);
      await delay(request.workMs);
      return { kind: 'done' };
    case 'heal':
      for (const device of devices) device.heal();
      await until(({ isAtRest }) => isAtRest, request.limitMs);
      return { kind: 'done' };
    case 'last':
      for (const device of devices) if (device.spec.isFirst) device.writeNote();
      await until(({ isAtRest }) => isAtRest, request.limitMs);
      return { kind: 'done' };
    case 'reach':
      // Nobody asks for a pull here: pokes alone have to bring everybody there.
      await until(
        ({ spec, isAtRest, version }) => isAtRest && version >= request.versions[spec.organizationId]!,
        request.limitMs,
      );
      return { kind: 'done' };
    case 'audit': {
      const begun = Date.now();
      for (const device of devices) device.demandAudit();
      await until(({ device, isAtRest }) => isAtRest && (device.audit.last()?.at ?? 0) >= begun, request.limitMs);
      return { kind: 'reports', reports: devices.map((device) => device.report()) };
    }
  }
}

process.on('message', (request: FleetRequest) => {
  perform(request).then(
    (reply) => process.send!(reply),
    (cause: unknown) =>
      process.send!({ kind: 'failed', message: cause instanceof Error ? cause.stack : String(cause) }),
  );
});
process.on('disconnect', () => process.exit(0));
