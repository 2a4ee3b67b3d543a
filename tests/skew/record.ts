// Records what a device and a server of the present protocol version say to each other:
// `node tests/skew/record.ts` writes tests/fixtures/protocol-<version>/. Run it once a version, when it is new; a recording
// is never made again, because it stands for the programs that people have installed.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { derivedUuid } from '../../core/kernel/ids.ts';
import { protocolVersion } from '../../core/protocol/sync.ts';
import { recordingFolder, type RecordingHeader, type SceneRecord } from './support/exchanges.ts';
import { RecordingProxy } from './support/recording-proxy.ts';
import { scenes, type Stage } from './support/scenario.ts';
import { SkewCompany } from './support/skew-company.ts';
import { SkewDevice } from './support/skew-device.ts';

/** Times in a recording count from here, so that two recordings of the same programs are alike. */
const epoch = Date.UTC(2026, 0, 15, 10);

const startedAt = Date.now();
const company = await SkewCompany.start();
const proxy = await RecordingProxy.start(company.server.url);
company.onMoved = (url) => (proxy.target = url);
const rita = new SkewDevice({
  userId: company.people['rita']!,
  serverUrl: proxy.url,
  token: company.tokens['rita']!,
  organizationId: company.organizationId,
  now: epoch,
  seed: 1,
});
try {
  save(await record());
} finally {
  rita.stop();
  await proxy.end();
  await company.end();
}

async function record(): Promise<SceneRecord[]> {
  const stage: Stage = {
    rita,
    startedAt,
    kept: new Map(),
    breakNext: (mishap) => proxy.breakNext(mishap),
    byHand: async (route, body) => {
      await fetch(`${proxy.url}/v1/sync/${route}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${company.tokens['rita']}`,
          'x-account-id': company.organizationId,
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
      });
    },
  };
  const records: SceneRecord[] = [];
  for (const scene of scenes) {
    if (scene.listening) await rita.until(() => proxy.listening);
    else rita.stop();
    await scene.world?.(company, () => rita.device.position().clientId);
    await scene.act(stage);
    records.push({ scene: scene.name, exchanges: proxy.take() });
    console.log(`${scene.name}: ${records.at(-1)!.exchanges.length} exchanges`);
  }
  return records;
}

function save(records: readonly SceneRecord[]): void {
  const folder = recordingFolder(protocolVersion);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const stable = stableText(records);
  const people = Object.fromEntries(Object.keys(company.people).map((name) => [name, derivedUuid('skew', name)]));
  const header: RecordingHeader = { protocol: protocolVersion, startedAt: epoch, people };
  writeFileSync(join(folder, 'recording.json'), `${JSON.stringify(header, null, 2)}\n`);
  for (const [i, { scene, exchanges }] of records.entries()) {
    const lines = exchanges.map((exchange) => stable(JSON.stringify(exchange)));
    const text = `{"scene":${JSON.stringify(scene)},"exchanges":[\n${lines.join(',\n')}\n]}\n`;
    writeFileSync(join(folder, `${String(i + 1).padStart(2, '0')}-${scene}.json`), text);
  }
}

/** Replaces what is different in each run: ids that the server made, stamps, and the time of day. */
function stableText(records: readonly SceneRecord[]): (text: string) => string {
  const names = new Map<string, string>();
  for (const [name, id] of Object.entries(company.people)) names.set(id, derivedUuid('skew', name));
  const known = (id: string): string => {
    // Version 7 with a time of today: made while recording. The others were given or are derived from what was.
    const madeAt = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
    if (madeAt < startedAt - 60_000 || madeAt > Date.now()) return id;
    if (!names.has(id)) names.set(id, derivedUuid('skew', 'recorded', String(names.size)));
    return names.get(id)!;
  };
  const uuidv7 = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
  const replace = (text: string): string =>
    text
      .replace(uuidv7, known)
      .replace(/\b1\d{12}\b/g, (time) =>
        Math.abs(Number(time) - startedAt) < 10 * 86_400_000 ? String(Number(time) - startedAt + epoch) : time,
      );
  // Names are given in the order of first appearance.
  for (const { exchanges } of records) replace(JSON.stringify(exchanges));
  return replace;
}
