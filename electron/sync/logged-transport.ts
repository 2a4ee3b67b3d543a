import type { DomainErrorData } from '../../core/kernel/errors.ts';
import { groupedBy } from '../../core/kernel/grouped-by.ts';
import type { PullReply, PushReply } from '../../core/protocol/sync.ts';
import type { SyncNews } from '../data/sync-log.ts';
import type { SyncTransport, TransportFailure, TransportResult } from './transport.ts';

/**
 * Tells what goes over a transport, once it has gone: what was sent, what was refused, what came, what failed. Every exchange of
 * the engine passes here, so the log misses none and knows nothing but counts and codes.
 * @param note is told after the engine has handled the reply
 */
export function loggedTransport(transport: SyncTransport, note: (news: SyncNews) => void): SyncTransport {
  return {
    push: (request, done) =>
      transport.push(request, (result) => {
        done(result);
        if (result.kind === 'failed') note(failureNews('push', result));
        else for (const news of pushNews(result.reply)) note(news);
      }),
    pull: (request, done) => {
      const { page } = request;
      return transport.pull(request, (result) => {
        done(result);
        note(result.kind === 'failed' ? failureNews('pull', result) : pullNews(result.reply, page !== null));
      });
    },
    digest: (request, done) => transport.digest(request, (result) => asked(result, done, note)),
    repair: (request, done) => transport.repair(request, (result) => asked(result, done, note)),
    snapshot: (request, onChunk, done) => {
      let rows = 0;
      return transport.snapshot(
        request,
        (chunk) => {
          rows += chunk.block?.rows.length ?? 0;
          onChunk(chunk);
        },
        (result) => {
          done(result);
          note(snapshotNews(result, rows, request.after !== null));
        },
      );
    },
    events: (on) => transport.events(on),
  };
}

/** Questions of an audit are many and say nothing; its end is told by the engine. An older server that has none is no failure. */
function asked<Reply>(
  result: TransportResult<Reply>,
  done: (result: TransportResult<Reply>) => void,
  note: (news: SyncNews) => void,
): void {
  done(result);
  if (result.kind === 'failed' && result.status !== 404) note(failureNews('audit', result));
}

function pushNews({ outcomes }: PushReply): SyncNews[] {
  const refused = outcomes.flatMap(({ outcome }) => (outcome.kind === 'rejected' ? reasonOf(outcome.error) : []));
  const news: SyncNews[] = [{ kind: 'pushed', details: { changes: outcomes.length, refused: refused.length } }];
  for (const [, same] of groupedBy(refused, ({ code, state }) => `${code} ${state}`)) {
    news.push({ kind: 'refused', details: { changes: same.length, ...same[0]! } });
  }
  return news;
}

/** The code, and of a lead in the trash that it is there: what to do about it is another thing. */
function reasonOf({ code, details }: DomainErrorData): { readonly code: string; readonly state?: string } {
  return details['state'] === 'trashed' ? { code, state: 'trashed' } : { code };
}

function pullNews(reply: PullReply, isFurtherPage: boolean): SyncNews {
  if (reply.kind === 'resnapshot') return { kind: 'repaired', details: { reason: reply.reason } };
  const rows = reply.blocks.reduce((sum, block) => sum + block.rows.length, 0);
  const details = { rows, deleted: reply.deleted.length, left: reply.forget.length };
  return { kind: 'pulled', details: isFurtherPage ? { ...details, further: 1 } : details };
}

function snapshotNews(result: TransportResult<null>, rows: number, isContinued: boolean): SyncNews {
  if (result.kind === 'failed') return failureNews('snapshot', result, rows);
  return { kind: 'firstSync', details: { rows, continued: isContinued ? 1 : 0 } };
}

function failureNews(of: string, { why, status, code }: TransportFailure, rows?: number): SyncNews {
  const details = { of, why, ...(status === null ? {} : { status }), ...(code === null ? {} : { code }) };
  return { kind: 'failed', details: rows === undefined ? details : { ...details, rows } };
}
