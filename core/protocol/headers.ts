/**
 * On every reply: the identity of the server's data (SYNC-9). A device refuses what another server says, and a server that has
 * forgotten who it is cannot tell a device to wipe itself. Servers before this header do not send it.
 */
export const serverHeader = 'x-outpost-server';

/** On every reply to a signed-in caller: the organization whose rows are in it. */
export const organizationHeader = 'x-outpost-organization';
