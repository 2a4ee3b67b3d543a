import { isPermitted, type Permission } from '../../../core/domain/access/permissions.ts';
import type { Mutator } from '../../../core/kernel/mutator.ts';
import { workspace, type Workspace } from '../../../core/queries/workspace.ts';
import { useMutate, useQuery, useSession } from '../../bridge/hooks.ts';
import { notifyError } from '../../ui/notify.ts';

export type Settings = {
  readonly data: Workspace | undefined;
  /** Whether the person may change this section. */
  readonly mayEdit: boolean;
  /** Performs a mutation and says so when it was refused. @returns whether it was done */
  readonly run: <Args>(mutator: Mutator<Args>, args: Args) => Promise<boolean>;
};

/** What every section works with: the workspace, the permission, and a way to change things. */
export function useSettings(permission: Permission): Settings {
  const { data } = useQuery(workspace, {});
  const session = useSession();
  const mutate = useMutate();
  return {
    data,
    mayEdit: session?.kind === 'signedIn' && isPermitted(session, permission),
    run: async (mutator, args) => {
      const reply = await mutate(mutator, args);
      if (!reply.ok) notifyError(reply.error);
      return reply.ok;
    },
  };
}
