/** How long a device works on without contact, unless the organization says otherwise. */
const usualLeaseDays = 30;
export const shortestLeaseDays = 1;
export const longestLeaseDays = 365;

/** @returns days without contact after which a device locks (SYNC-11); while the organization's row has not arrived, the usual number */
export function leaseDaysOf(organization: { readonly leaseDays: number | null } | undefined): number {
  return organization?.leaseDays ?? usualLeaseDays;
}
