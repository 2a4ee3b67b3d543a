import { workspace, type Workspace } from '../../../core/queries/workspace.ts';
import { useQuery } from '../../bridge/hooks.ts';

type Rows = { readonly [K in keyof Workspace]: Workspace[K] extends readonly (infer R)[] ? R : never };
type ById<R> = ReadonlyMap<string, R>;

/** The small tables with their rows by id: what gives names and colours to the ids in every view. */
export type WorkspaceIndex = Workspace & {
  readonly userById: ById<Rows['users']>;
  readonly teamById: ById<Rows['teams']>;
  readonly businessById: ById<Rows['businesses']>;
  readonly pipelineById: ById<Rows['pipelines']>;
  readonly stageById: ById<Rows['stages']>;
  readonly sourceById: ById<Rows['sources']>;
};

export type WorkspaceStage = Rows['stages'];
export type WorkspacePipeline = Rows['pipelines'];

/** One index per answer, however many components ask. */
const indexes = new WeakMap<Workspace, WorkspaceIndex>();

/** @returns the small tables, live; undefined until the first answer */
export function useWorkspace(): WorkspaceIndex | undefined {
  const { data } = useQuery(workspace, {});
  return data && indexOf(data);
}

function indexOf(data: Workspace): WorkspaceIndex {
  const known = indexes.get(data);
  if (known) return known;
  const index: WorkspaceIndex = {
    ...data,
    userById: byId(data.users),
    teamById: byId(data.teams),
    businessById: byId(data.businesses),
    pipelineById: byId(data.pipelines),
    stageById: byId(data.stages),
    sourceById: byId(data.sources),
  };
  indexes.set(data, index);
  return index;
}

function byId<R extends { readonly id: string }>(rows: readonly R[]): ById<R> {
  return new Map(rows.map((row) => [row.id, row]));
}
