import type { OrganizationOptions } from '../../support/random-organization.ts';

const HOUR_MS = 3_600_000;
const size = { leads: 120, appointments: 80, notes: 120, accounts: 15, opportunities: 40 };

/** 2024-11-20, noon UTC. */
export const now = Date.UTC(2024, 10, 20, 12);

/** Organizations whose leads come in around the nights when the clocks change, and around now. */
export const organizations: readonly OrganizationOptions[] = [
  {
    size,
    timeZone: 'Europe/Berlin',
    // Midnights in Berlin before and after 2024-10-27 (25 hours) and 2024-03-31 (23 hours).
    moments: [
      Date.UTC(2024, 9, 26, 22),
      Date.UTC(2024, 9, 27, 23),
      Date.UTC(2024, 2, 30, 23),
      Date.UTC(2024, 2, 31, 22),
      now,
    ],
    spreadMs: 60 * HOUR_MS,
  },
  {
    size,
    timeZone: 'America/New_York',
    // Midnights in New York before and after 2024-11-03 (25 hours) and 2024-03-10 (23 hours).
    moments: [
      Date.UTC(2024, 10, 3, 4),
      Date.UTC(2024, 10, 4, 5),
      Date.UTC(2024, 2, 10, 5),
      Date.UTC(2024, 2, 11, 4),
      now,
    ],
    spreadMs: 60 * HOUR_MS,
  },
  {
    size: { ...size, leads: 3, notes: 2 },
    timeZone: 'Asia/Kathmandu',
    moments: [0, now],
    spreadMs: 400 * 24 * HOUR_MS,
  },
];
