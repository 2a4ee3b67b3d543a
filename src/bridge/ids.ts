import { uuidv7From } from '../../core/kernel/ids.ts';

/** Makes the id of something a person creates (UUIDv7, so that ids sort by when they were made). It goes into the mutation's arguments. */
export function newId(): string {
  return uuidv7From(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}
