/** The IPC channels between the main process and the preload script. */

/** Bridge requests up, worker messages down, as core/bridge/contract.ts describes them. */
export const bridgeChannel = 'outpost:bridge';

/** Main to preload: a place in the renderer, as the hash of its address. */
export const goToChannel = 'outpost:go-to';
