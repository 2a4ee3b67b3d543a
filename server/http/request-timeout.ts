import type { MiddlewareHandler } from 'hono';
import { HttpProblem } from './problem.ts';

/**
 * Gives a request up whose reply has not begun in time. What the store was asked goes on and may still be done: every write
 * is safe to repeat. A stream that has begun is not limited, and neither is a file on its way to us: a slow line needs its time
 * (the listener's own limit for receiving a request holds).
 * @param limitMs milliseconds
 */
export function limitTime(limitMs: number): MiddlewareHandler {
  return async (c, next) => {
    if (receivesFile(c.req.method, c.req.path)) return next();
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

function receivesFile(method: string, path: string): boolean {
  if (method === 'PATCH') return path.startsWith('/v1/files/uploads/');
  return (method === 'PUT' && path.endsWith('/photo')) || (method === 'POST' && path.endsWith('/documents'));
}
