import type { BridgeFailureCode, SyncProblem } from '../../../core/bridge/contract.ts';
import type { ErrorCode } from '../../../core/kernel/errors.ts';

/** What happened, what is safe, what to do: one sentence each where there is something to say. */
type Explained = { title: string; detail: string };

const domain: Record<ErrorCode, Explained> = {
  VALIDATION_FAILED: {
    title: 'Some fields need another look',
    detail: 'Nothing was saved. Correct the marked fields and save again.',
  },
  NOT_FOUND: {
    title: 'This no longer exists',
    detail: 'Someone removed it, or it is no longer shared with you. Nothing was changed.',
  },
  FORBIDDEN: {
    title: 'You may not do this',
    detail: 'Your role does not include it. Nothing was changed; an admin can do it or change your role.',
  },
  ID_TAKEN: { title: 'This was already saved', detail: 'The same entry exists. Nothing was added twice.' },
  EMAIL_TAKEN: {
    title: 'Another lead has this email address',
    detail: 'Nothing was saved. Open the other lead, or save anyway to keep both.',
  },
  NAME_TAKEN: { title: 'This name is taken', detail: 'Nothing was saved. Choose another name.' },
  DUPLICATE: {
    title: 'This entry exists already',
    detail: 'Nothing was saved. Open the existing one, or save anyway to keep both.',
  },
  ALREADY_DELETED: { title: 'Already in the trash', detail: 'Nothing was changed. It can be restored from the trash.' },
  ALREADY_CONVERTED: {
    title: 'Already converted',
    detail: 'Nothing was changed. Open the lead to see its account and opportunity.',
  },
  STAGE_IN_USE: {
    title: 'This stage still has leads in it',
    detail: 'Nothing was removed. Choose a stage for them to move to.',
  },
  STAGE_FIELDS_MISSING: {
    title: 'This stage needs more information',
    detail: 'The lead was not moved. Fill the required fields and move it again.',
  },
  UNKNOWN_STAGE: { title: 'This stage no longer exists', detail: 'Nothing was changed. Choose another stage.' },
  UNKNOWN_PIPELINE: {
    title: 'This pipeline no longer exists',
    detail: 'Nothing was changed. Choose another pipeline.',
  },
  UNKNOWN_SOURCE: { title: 'This source no longer exists', detail: 'Nothing was changed. Choose another source.' },
  UNKNOWN_ASSIGNEE: { title: 'This person is no longer active', detail: 'Nothing was changed. Choose someone else.' },
  UNKNOWN_LEADS: {
    title: 'Some of these leads no longer exist',
    detail: 'None of them was changed. Refresh the selection and try again.',
  },
  WRONG_STATE: {
    title: 'This cannot be done in its present state',
    detail: 'Nothing was changed. It may have been archived, trashed or closed meanwhile.',
  },
  APPOINTMENT_END_BEFORE_START: {
    title: 'The end is before the start',
    detail: 'Nothing was saved. Choose a later end.',
  },
  APPOINTMENT_IN_PAST: { title: 'The start is in the past', detail: 'Nothing was saved. Choose a start from now on.' },
  APPOINTMENT_OVERLAP: {
    title: 'There is another appointment at this time',
    detail: 'Nothing was saved. Choose another time, or book anyway.',
  },
  NOT_AUTHOR: { title: 'Only the author can change this', detail: 'Nothing was changed.' },
  FILE_TOO_LARGE: {
    title: 'This file is too large',
    detail: 'It was not added. Choose a smaller one; an admin can change the limit for documents.',
  },
  FILE_TYPE_REFUSED: {
    title: 'This file cannot be a photo',
    detail: 'The photo was not changed. Choose a JPEG, PNG, GIF, WebP or AVIF image; other files go under Documents.',
  },
  LAST_OWNER: {
    title: 'An organization needs an owner',
    detail: 'Nothing was changed. Make someone else an owner first.',
  },
  UNKNOWN_MUTATOR: {
    title: 'The server does not know this action yet',
    detail: 'It is kept on this device. Try again after the server has been updated.',
  },
  ARGS_TOO_LARGE: {
    title: 'This is too large for one change',
    detail: 'Nothing was saved. Split it into smaller parts.',
  },
  MUTATOR_FAILED: {
    title: 'The server could not carry this out',
    detail: 'Your change is kept on this device. Try again, or export it for support.',
  },
  ORIGIN_REFUSED: {
    title: 'The server could not tell whether it has this already',
    detail: 'It came from another device’s file and is kept here. Look whether it is there; if not, try again.',
  },
};

const failed: Record<BridgeFailureCode, Explained> = {
  INVALID_REQUEST: { title: 'This did not work', detail: 'Nothing was changed. Please tell support what you did.' },
  SIGNED_OUT: { title: 'You are signed out', detail: 'What you did so far is safe on this device. Sign in to go on.' },
  UNREACHABLE: {
    title: 'The server cannot be reached',
    detail: 'Everything on this device is safe. Check the address and your connection, then try again.',
  },
  UNTRUSTED_CERTIFICATE: {
    title: 'The server’s certificate is not trusted',
    detail: 'Your password was not sent. Check the address and this computer’s date, or tell whoever runs the server.',
  },
  LOCKED: {
    title: 'This device is locked',
    detail: 'Nothing is lost: what you did is kept on this device. Sign in to open it.',
  },
  WRONG_CREDENTIALS: {
    title: 'Email or password is wrong',
    detail: 'Nothing on this device was changed. Check both and try again.',
  },
  NO_ORGANIZATION: {
    title: 'You belong to no organization yet',
    detail: 'Ask an admin to invite this email address, then sign in again.',
  },
  PENDING_WORK: {
    title: 'Some changes have not been synced',
    detail: 'They exist on this device only. Sync first, or sign out and lose them.',
  },
  PROFILE_IN_USE: {
    title: 'Outpost is already open with this profile',
    detail: 'Your data is safe. Use the other window, or close it first.',
  },
  STORE_CORRUPT: {
    title: 'The local database is damaged',
    detail: 'Nothing was deleted. Restore a backup, or sign in again to download a fresh copy.',
  },
  DISK_FULL: {
    title: 'The disk is full',
    detail: 'Your last change was not saved; everything before it is safe. Free some space and try again.',
  },
  STORE_READ_ONLY: {
    title: 'The profile cannot be written to',
    detail:
      'Everything saved before is safe; nothing can be saved now. Check the disk and the permissions of the profile folder, then start Outpost again.',
  },
  CHOSEN_FILE_UNREADABLE: {
    title: 'This file cannot be read',
    detail: 'It was moved, changed or is not allowed to be read. Nothing was added; choose it again.',
  },
  FILE_UNREADABLE: {
    title: 'This is not an outbox file',
    detail: 'Nothing was imported. Choose a file that was saved with “Export as file” in the Sync centre.',
  },
  FILE_TOO_LARGE: {
    title: 'This file is larger than any outbox',
    detail: 'Nothing was imported. Choose the file that was saved with “Export as file” in the Sync centre.',
  },
  FILE_DAMAGED: {
    title: 'This file was damaged or changed',
    detail: 'Nothing was imported. Copy the file again from where it was saved, or export it anew.',
  },
  FILE_TOO_NEW: {
    title: 'This file comes from a newer version of Outpost',
    detail: 'Nothing was imported. Update Outpost on this device, then import it again.',
  },
  FILE_FOREIGN: {
    title: 'This file belongs to someone else',
    detail:
      'Nothing was imported. Work can be taken over only by the same person, in the same organization and server.',
  },
};

const problem: Record<SyncProblem['code'], Explained> = {
  UNREACHABLE: {
    title: 'The server cannot be reached',
    detail: 'Work goes on: your changes are kept on this device and sync when the connection is back.',
  },
  UNTRUSTED_CERTIFICATE: {
    title: 'The server’s certificate is not trusted',
    detail:
      'Nothing was sent to it. Work goes on, your changes are kept on this device. Check this computer’s date, or tell whoever runs the server.',
  },
  SERVER_ERROR: {
    title: 'The server has a problem',
    detail: 'Your changes are kept on this device. Outpost tries again by itself.',
  },
  SESSION_EXPIRED: {
    title: 'Your sign-in has expired',
    detail: 'Work goes on, your changes are kept. Sign in again to sync them.',
  },
  REVOKED: {
    title: 'This device’s access was revoked',
    detail: 'It no longer receives or sends changes. Ask an admin if this is a mistake.',
  },
  LEASE_EXPIRED: {
    title: 'This device is locked',
    detail: 'It has been without contact for too long. Your changes are kept here; sign in to open it and send them.',
  },
  WRONG_SERVER: {
    title: 'Another server answers at this address',
    detail:
      'Nothing was sent or changed, and your data is safe here. Ask an admin; sign in again only if the server was really replaced.',
  },
  WRONG_ORGANIZATION: {
    title: 'This is another organization’s server',
    detail: 'Nothing was sent. Sign in with the account this device belongs to.',
  },
  REMOVAL_HELD: {
    title: 'The server wants to remove much of what is here',
    detail: 'Nothing was removed and nothing is sent until you decide. Look at the numbers on the sync screen.',
  },
  PROTOCOL_TOO_OLD: {
    title: 'This version of Outpost is too old',
    detail: 'Your changes are kept on this device. Update Outpost to sync them.',
  },
  SEQ_GAP: {
    title: 'The server is missing earlier changes',
    detail: 'Nothing is lost: the changes are on this device. Contact an admin before you go on.',
  },
  STORE_FAILED: {
    title: 'The local database could not be written',
    detail: 'Check free disk space and restart Outpost. Synced data is safe on the server.',
  },
};

export const errors = {
  domain,
  failed,
  problem,
  bug: {
    title: 'Something went wrong in Outpost',
    detail: 'Nothing was changed; what you had before is safe. Try again; if it happens again, tell support.',
  },
  crashed: {
    title: 'This screen stopped working',
    detail: 'Your data is safe on this device. Open the screen again; if it happens again, tell support.',
  },
  /** What is wrong with one field, by the code of its error. */
  field: {
    required: 'must be filled',
    name_required: 'needs a name or a company',
    too_big: 'is too long or too large',
    too_small: 'must not be empty',
    invalid_format: 'does not have the right form',
    invalid_type: 'does not have the right form',
    invalid_value: 'is not one of the choices',
    unknown: 'no longer exists',
    taken: 'is taken already',
    repeated: 'stands there twice',
    circular: 'would contain itself',
    invalid: 'is not valid',
  },
  showDetails: 'Technical details',
};
