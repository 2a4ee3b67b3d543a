import { z } from 'zod';
import { roles } from '../kernel/mutator.ts';

/** Reply of GET /v1/session: who the bearer is, in the organization chosen by x-account-id (or their only one). */
export const sessionReply = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string(), role: z.enum(roles) }),
  organization: z.object({ id: z.string(), name: z.string(), timeZone: z.string(), currency: z.string() }),
  organizations: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Identity of this server's data: a device is bound to it. */
  serverId: z.string(),
});
export type SessionReply = z.infer<typeof sessionReply>;

/** Body and reply of POST /v1/sign-in. */
export const signInRequest = z.object({ email: z.string().max(255), password: z.string().max(1024) });
export const signInReply = z.object({ token: z.string(), expiresAt: z.int() });

/** An RFC 9457 problem, as every route of the server replies with an error. */
export const problemReply = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  /** What a program needs to react: the expected seq, the other appointment. */
  details: z.record(z.string(), z.unknown()).optional(),
  errors: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })).optional(),
});
