import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type SyncRoute = 'push' | 'pull' | 'snapshot' | 'events';

/** One request of a device and what the server answered, as they travelled, decompressed. */
export type Exchange = {
  readonly route: SyncRoute;
  /** What the device said it understands. */
  readonly accept: string | null;
  /** JSON body; null for the event stream. */
  readonly request: unknown;
  readonly status: number;
  readonly contentType: string;
  /** JSON; for newline-delimited JSON an array of its lines; for an event stream its text; for anything else base64. */
  readonly reply: unknown;
  /** How the reply ended: whole; cut after what is here; lost on its way although the server had answered. */
  readonly ending: 'whole' | 'cut' | 'lost';
};

/** What one scene of the scenario brought. */
export type SceneRecord = { readonly scene: string; readonly exchanges: readonly Exchange[] };

/** Whose recording it is. */
export type RecordingHeader = {
  readonly protocol: number;
  /** Epoch milliseconds at which the recording begins; every time in it counts from here. */
  readonly startedAt: number;
  readonly people: Readonly<Record<string, string>>;
};

export type Recording = { readonly header: RecordingHeader; readonly scenes: readonly SceneRecord[] };

const fixtures = join(import.meta.dirname, '../../fixtures');

/** Where the recording of a protocol version lies. */
export function recordingFolder(protocol: number): string {
  return join(fixtures, `protocol-${protocol}`);
}

/** @throws Error when this protocol version was never recorded */
export function readRecording(protocol: number): Recording {
  const folder = recordingFolder(protocol);
  const json = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const scenes = readdirSync(folder)
    .filter((file) => /^\d\d-.*\.json$/.test(file))
    .toSorted();
  return {
    header: json('recording.json') as RecordingHeader,
    scenes: scenes.map((file) => json(file) as SceneRecord),
  };
}
