/** What can be logged quickly, in the order of the buttons. */
export const logTypes = ['CALL', 'VISIT', 'MEETING', 'EMAIL_SENT'] as const;
export type LogType = (typeof logTypes)[number];

/** The letter after `l`. */
export const logKeys: Record<LogType, string> = { CALL: 'c', VISIT: 'v', MEETING: 'm', EMAIL_SENT: 'e' };
