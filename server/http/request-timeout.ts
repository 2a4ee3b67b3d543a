import type { MiddlewareHandler } from 'hono';
import { HttpProblem } from './problem.ts';

/**
 * Gives a request up whose reply has not begun in time. What the store was asked goes on and may still be done: every write
 * is safe to repeat. A stream that has begun is not limited.
 * @param limitMs milliseconds
 */
export function limitTime(limitMs: number): MiddlewareHandler {
  return async (_c, next) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new HttpProblem('TIMED_OUT', { headers: { 'retry-after': '5' } })), limitMs);
    });
    try {
      await Promise.race([next(), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
