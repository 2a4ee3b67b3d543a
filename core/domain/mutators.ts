import type { MutatorRegistry } from '../kernel/decide-mutation.ts';
import type { AnyMutator } from '../kernel/mutator.ts';
import { appointmentCreate } from './appointment/create.ts';
import { leadAssign } from './lead/assign.ts';
import { leadChangeStage } from './lead/change-stage.ts';
import { leadCreate } from './lead/create.ts';
import { leadUpdate } from './lead/update.ts';
import { noteAdd } from './note/add.ts';

const all: readonly AnyMutator[] = [leadCreate, leadUpdate, leadChangeStage, leadAssign, noteAdd, appointmentCreate];

/** Every mutator by its permanent name: what devices, servers, routes and imports look up. */
export const mutators: MutatorRegistry = new Map(all.map((mutator) => [mutator.name, mutator]));
