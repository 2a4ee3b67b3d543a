import type { ServerConfig } from '../config.ts';
import type { OrganizationStores } from '../store/organization-store.ts';
import { newDirectoryId } from './auth.ts';
import { createOrganization } from './create-organization.ts';
import type { Directory } from './directory.ts';
import { organizationTemplate } from './organization-template.ts';

/** There is no organization, and nobody was named to administer a new one. */
export class FirstStartError extends Error {
  constructor() {
    super(
      'There is no organization yet: name its administrator with --admin-email and OUTPOST_ADMIN_PASSWORD (see --help).',
    );
    this.name = 'FirstStartError';
  }
}

/**
 * On the first start: creates the organization and its administrator. Later starts find it and change nothing.
 * @throws FirstStartError when there is no organization and no administrator was named
 */
export async function ensureOrganization(
  directory: Directory,
  stores: OrganizationStores,
  config: Pick<ServerConfig, 'admin' | 'organization'>,
): Promise<void> {
  await directory.exclusively(async () => {
    const [existing] = await directory.organizations();
    if (!existing) {
      if (!config.admin) throw new FirstStartError();
      await createFirst(directory, stores, config.admin, config.organization);
    } else if (config.admin && !(await directory.hasMembers(existing.id))) {
      // The first start was interrupted just before its last step.
      const userId = await directory.findAccount(config.admin.email);
      if (userId) await directory.addMember(existing.id, userId);
    }
  });
}

async function createFirst(
  directory: Directory,
  stores: OrganizationStores,
  admin: NonNullable<ServerConfig['admin']>,
  organization: ServerConfig['organization'],
): Promise<void> {
  const known = await directory.findAccount(admin.email); // of a first start that was interrupted
  const owner = { id: known ?? newDirectoryId(), name: admin.name, email: admin.email };
  const now = Date.now();
  const rows = organizationTemplate({ ...organization, owner }, now, newDirectoryId);
  const people = [{ ...owner, password: admin.password }];
  await createOrganization(directory, stores, { name: organization.name, rows, people, now });
}
