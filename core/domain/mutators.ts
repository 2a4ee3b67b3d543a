import type { MutatorRegistry } from '../kernel/decide-mutation.ts';
import { roleSetPermissions } from './access/role-permissions.ts';
import type { AnyMutator } from '../kernel/mutator.ts';
import { accountCreate } from './account/create.ts';
import { accountUpdate } from './account/update.ts';
import { activityLog } from './activity/log.ts';
import { appointmentCreate } from './appointment/create.ts';
import { appointmentRemove } from './appointment/remove.ts';
import { appointmentUpdate } from './appointment/update.ts';
import { businessArchive } from './business/archive.ts';
import { businessCreate } from './business/create.ts';
import { businessUpdate } from './business/update.ts';
import { disqualificationReason, teamRole } from './choice/choice-mutators.ts';
import { conflictResolve } from './conflict/resolve.ts';
import { contactCreate } from './contact/create.ts';
import { contactUpdate } from './contact/update.ts';
import { importAccount } from './import/account.ts';
import { importContact } from './import/contact.ts';
import { importLead } from './import/lead.ts';
import { importOpportunity } from './import/opportunity.ts';
import { importPipeline } from './import/pipeline.ts';
import { importProduct } from './import/product.ts';
import { importSource } from './import/source.ts';
import { importTeam } from './import/team.ts';
import { importUser } from './import/user.ts';
import { leadProductAdd } from './lead-product/add.ts';
import { leadProductRemove } from './lead-product/remove.ts';
import { leadProductUpdate } from './lead-product/update.ts';
import { documentAdd } from './file/document-add.ts';
import { documentRemove } from './file/document-remove.ts';
import { documentRename } from './file/document-rename.ts';
import { documentRestore } from './file/document-restore.ts';
import { leadClearPhoto } from './file/lead-clear-photo.ts';
import { leadSetPhoto } from './file/lead-set-photo.ts';
import { leadAddMember } from './lead/add-member.ts';
import { leadArchive } from './lead/archive.ts';
import { leadAssign } from './lead/assign.ts';
import { leadBulkUpdate } from './lead/bulk-update.ts';
import { leadChangeStage } from './lead/change-stage.ts';
import { leadConvert } from './lead/convert.ts';
import { leadCreateWithContact } from './lead/create-with-contact.ts';
import { leadCreate } from './lead/create.ts';
import { leadDisqualify } from './lead/disqualify.ts';
import { leadMerge } from './lead/merge.ts';
import { leadRemoveMember } from './lead/remove-member.ts';
import { leadReopen } from './lead/reopen.ts';
import { leadRestore } from './lead/restore.ts';
import { leadSetBusinesses } from './lead/set-businesses.ts';
import { leadTrash } from './lead/trash.ts';
import { leadUnmerge } from './lead/unmerge.ts';
import { leadUpdate } from './lead/update.ts';
import { noteAdd } from './note/add.ts';
import { noteEdit } from './note/edit.ts';
import { noteRemove } from './note/remove.ts';
import { opportunityChangeStage } from './opportunity/change-stage.ts';
import { opportunityCreate } from './opportunity/create.ts';
import { opportunityUpdate } from './opportunity/update.ts';
import { organizationUpdate } from './people/organization-update.ts';
import { preferenceSet } from './people/preference-set.ts';
import { teamCreate } from './people/team-create.ts';
import { teamAddMember, teamRemoveMember } from './people/team-members.ts';
import { teamUpdate } from './people/team-update.ts';
import { userCreate } from './people/user-create.ts';
import { userUpdate } from './people/user-update.ts';
import { pipelineArchive } from './pipeline/archive.ts';
import { pipelineCreate } from './pipeline/create.ts';
import { stageCreate } from './pipeline/stage-create.ts';
import { stageRemove } from './pipeline/stage-remove.ts';
import { stageReorder } from './pipeline/stage-reorder.ts';
import { stageUpdate } from './pipeline/stage-update.ts';
import { stageSetField } from './pipeline/stage-set-field.ts';
import { pipelineUpdate } from './pipeline/update.ts';
import { priorityArchive } from './priority/archive.ts';
import { priorityCreate } from './priority/create.ts';
import { priorityUpdate } from './priority/update.ts';
import { productCreate } from './product/create.ts';
import { productUpdate } from './product/update.ts';
import { scoringRuleCreate } from './scoring/create.ts';
import { scoringRuleRemove } from './scoring/remove.ts';
import { scoringRuleUpdate } from './scoring/update.ts';
import { sourceArchive } from './source/archive.ts';
import { sourceCreate } from './source/create.ts';
import { sourceUpdate } from './source/update.ts';
import { syncForgotten } from './sync/forgotten.ts';
import { templateApply } from './template/apply.ts';
import { actionUndo } from './undo/undo.ts';

const leads: readonly AnyMutator[] = [
  leadCreate,
  leadCreateWithContact,
  leadUpdate,
  leadBulkUpdate,
  leadChangeStage,
  leadAssign,
  leadArchive,
  leadRestore,
  leadTrash,
  leadDisqualify,
  leadReopen,
  leadConvert,
  leadMerge,
  leadUnmerge,
  leadSetBusinesses,
  leadAddMember,
  leadRemoveMember,
  leadProductAdd,
  leadProductUpdate,
  leadProductRemove,
  noteAdd,
  noteEdit,
  noteRemove,
  activityLog,
  appointmentCreate,
  appointmentUpdate,
  appointmentRemove,
  conflictResolve,
  documentAdd,
  documentRename,
  documentRemove,
  documentRestore,
  leadSetPhoto,
  leadClearPhoto,
];

const companies: readonly AnyMutator[] = [
  contactCreate,
  contactUpdate,
  accountCreate,
  accountUpdate,
  opportunityCreate,
  opportunityUpdate,
  opportunityChangeStage,
];

const settings: readonly AnyMutator[] = [
  pipelineCreate,
  pipelineUpdate,
  pipelineArchive,
  stageCreate,
  stageUpdate,
  stageReorder,
  stageRemove,
  stageSetField,
  templateApply,
  disqualificationReason.create,
  disqualificationReason.update,
  disqualificationReason.archive,
  teamRole.create,
  teamRole.update,
  teamRole.archive,
  priorityCreate,
  priorityUpdate,
  priorityArchive,
  scoringRuleCreate,
  scoringRuleUpdate,
  scoringRuleRemove,
  sourceCreate,
  sourceUpdate,
  sourceArchive,
  businessCreate,
  businessUpdate,
  businessArchive,
  productCreate,
  productUpdate,
  userCreate,
  userUpdate,
  teamCreate,
  teamUpdate,
  teamAddMember,
  teamRemoveMember,
  organizationUpdate,
  roleSetPermissions,
  preferenceSet,
  syncForgotten,
];

const imports: readonly AnyMutator[] = [
  importUser,
  importTeam,
  importSource,
  importPipeline,
  importProduct,
  importAccount,
  importContact,
  importOpportunity,
  importLead,
];

const all: readonly AnyMutator[] = [...leads, ...companies, ...settings, ...imports, actionUndo];

/** Every mutator by its permanent name: what devices, servers, routes and imports look up. */
export const mutators: MutatorRegistry = new Map(all.map((mutator) => [mutator.name, mutator]));
