import type { DomainErrorData, ErrorCode, FieldError } from '../../core/kernel/errors.ts';
import type { SyncProblemCode } from '../../core/protocol/sync.ts';

const domainStatus: Record<ErrorCode, number> = {
  VALIDATION_FAILED: 400,
  NOT_FOUND: 404,
  FORBIDDEN: 403,
  ID_TAKEN: 409,
  EMAIL_TAKEN: 409,
  NAME_TAKEN: 409,
  DUPLICATE: 409,
  ALREADY_DELETED: 409,
  ALREADY_CONVERTED: 409,
  STAGE_IN_USE: 409,
  STAGE_FIELDS_MISSING: 422,
  UNKNOWN_STAGE: 400,
  UNKNOWN_PIPELINE: 400,
  UNKNOWN_SOURCE: 400,
  UNKNOWN_ASSIGNEE: 400,
  UNKNOWN_LEADS: 400,
  WRONG_STATE: 409,
  APPOINTMENT_END_BEFORE_START: 400,
  APPOINTMENT_IN_PAST: 400,
  APPOINTMENT_OVERLAP: 409,
  NOT_AUTHOR: 403,
  LAST_OWNER: 409,
  FILE_TOO_LARGE: 413,
  FILE_TYPE_REFUSED: 400,
  UNKNOWN_MUTATOR: 400,
  ARGS_TOO_LARGE: 413,
  MUTATOR_FAILED: 500,
  ORIGIN_REFUSED: 409,
};

const syncStatus: Record<SyncProblemCode, number> = {
  SEQ_GAP: 409,
  UNKNOWN_CURSOR: 409,
  FORK: 409,
  PROTOCOL_TOO_OLD: 409,
  REVOKED: 403,
  WRONG_CLIENT: 403,
  INVALID_REQUEST: 400,
};

const httpStatus = {
  MALFORMED_JSON: 400,
  ACCOUNT_REQUIRED: 400,
  UNAUTHENTICATED: 401,
  WRONG_CREDENTIALS: 401,
  NO_ORGANIZATION: 403,
  USER_INACTIVE: 403,
  SESSION_REQUIRED: 403,
  METHOD_NOT_ALLOWED: 405,
  REQUEST_IN_PROGRESS: 409,
  ALREADY_ANSWERED: 409,
  PRECONDITION_FAILED: 412,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RANGE_NOT_SATISFIABLE: 416,
  /** The status that tus gives to content that is not what its hash says. */
  CHECKSUM_MISMATCH: 460,
  IDEMPOTENCY_KEY_REUSED: 422,
  TOO_MANY_ATTEMPTS: 429,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  STOPPING: 503,
  NOT_READY: 503,
  STORAGE_UNAVAILABLE: 503,
  TIMED_OUT: 503,
} as const;

export type ProblemCode = ErrorCode | SyncProblemCode | keyof typeof httpStatus;

const statusByCode: Record<ProblemCode, number> = { ...domainStatus, ...syncStatus, ...httpStatus };

/** Titles of problems whose code alone does not say what to do. */
const titles: Partial<Record<ProblemCode, string>> = {
  ACCOUNT_REQUIRED: 'You belong to several organizations: choose one with the x-account-id header.',
  UNAUTHENTICATED: 'Sign in first: the session or API key is missing, expired or revoked.',
  WRONG_CREDENTIALS: 'The email address or the password is wrong.',
  NO_ORGANIZATION: 'This account belongs to no organization.',
  USER_INACTIVE: 'This person has been deactivated.',
  SESSION_REQUIRED: 'An API key cannot do this: sign in as a person.',
  REQUEST_IN_PROGRESS: 'The same request is still running. Send it again in a moment.',
  ALREADY_ANSWERED: 'This was done. Its reply held a secret, which is told once: make a new one.',
  PRECONDITION_FAILED: 'It was changed since you read it. Nothing was written: look at it again.',
  IDEMPOTENCY_KEY_REUSED: 'This Idempotency-Key was used for another request.',
  RATE_LIMITED: 'You send more than you may. Wait as long as Retry-After says.',
  TOO_MANY_ATTEMPTS: 'Too many attempts to sign in. Try again later.',
  PROTOCOL_TOO_OLD: 'This server is older than the device: update the server first.',
  STOPPING: 'The server is stopping. Try again in a moment.',
  MALFORMED_JSON: 'The body is not JSON.',
  CHECKSUM_MISMATCH: 'The content is not the one that its SHA-256 names. Send it again.',
  STORAGE_UNAVAILABLE: 'The file storage does not answer. Nothing is lost: try again in a moment.',
  INTERNAL: 'Something went wrong on our side. It has been logged.',
};

export type ProblemExtras = {
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Plain JSON that a program needs to react: the expected seq, the other appointment. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Thrown by routes and middleware; the app turns it into a problem reply. */
export class HttpProblem extends Error {
  readonly code: ProblemCode;
  readonly extras: ProblemExtras;

  constructor(code: ProblemCode, extras: ProblemExtras = {}) {
    super(code);
    this.name = 'HttpProblem';
    this.code = code;
    this.extras = extras;
  }
}

/** The problem that a domain error becomes at the door. */
export function problemOf({ code, details, fields }: DomainErrorData): HttpProblem {
  return new HttpProblem(code, { details, ...(fields ? { errors: fields } : {}) });
}

/** Writes a problem as RFC 9457 wants it. */
export function problemResponse(code: ProblemCode, extras: ProblemExtras = {}): Response {
  const body = problemBody(code, extras);
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: { 'content-type': 'application/problem+json', ...extras.headers },
  });
}

/** @returns the HTTP status of a problem */
export function statusOf(code: ProblemCode): number {
  return statusByCode[code];
}

/** @returns what a problem is, in a sentence */
export function problemTitle(code: ProblemCode): string {
  return titles[code] ?? sentence(code);
}

/** A problem as data, for replies that a library writes. */
export function problemBody(code: ProblemCode, { detail, errors, details }: ProblemExtras = {}) {
  const status = statusByCode[code];
  return {
    type: `urn:outpost:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    title: problemTitle(code),
    status,
    code,
    ...(detail ? { detail } : {}),
    ...(errors ? { errors } : {}),
    ...(details && Object.keys(details).length > 0 ? { details } : {}),
  };
}

/** `STAGE_IN_USE` → `Stage in use`. */
function sentence(code: string): string {
  return code.charAt(0) + code.slice(1).toLowerCase().replaceAll('_', ' ');
}
