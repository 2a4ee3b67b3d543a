-- Generated from core/schema by scripts/generate-migrations.ts.

CREATE TABLE "organization" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "timeZone" text COLLATE "C" NOT NULL,
  "currency" text COLLATE "C" NOT NULL,
  "requiredLeadFields" text COLLATE "C" NOT NULL,
  "trashDays" bigint NOT NULL,
  "createdAt" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "organization" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "organization" FORCE ROW LEVEL SECURITY;
CREATE POLICY "organization_organization" ON "organization"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "organization_version_id" ON "organization" ("orgId", "version", "id");

CREATE TABLE "users" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "email" text COLLATE "C" NOT NULL,
  "role" text COLLATE "C" NOT NULL,
  "active" smallint NOT NULL,
  "color" text COLLATE "C" NOT NULL,
  "createdAt" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "users" FORCE ROW LEVEL SECURITY;
CREATE POLICY "users_organization" ON "users"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "users_email" ON "users" ("orgId", "email");
CREATE INDEX "users_version_id" ON "users" ("orgId", "version", "id");

CREATE TABLE "teams" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "open" smallint NOT NULL,
  "archived" smallint NOT NULL,
  "createdAt" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "teams" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "teams" FORCE ROW LEVEL SECURITY;
CREATE POLICY "teams_organization" ON "teams"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "teams_version_id" ON "teams" ("orgId", "version", "id");

CREATE TABLE "teamMembers" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "teamId" text COLLATE "C" NOT NULL,
  "userId" text COLLATE "C" NOT NULL,
  "role" text COLLATE "C" NOT NULL,
  "createdAt" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "teamMembers" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "teamMembers" FORCE ROW LEVEL SECURITY;
CREATE POLICY "teamMembers_organization" ON "teamMembers"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "teamMembers_teamId" ON "teamMembers" ("orgId", "teamId");
CREATE INDEX "teamMembers_userId" ON "teamMembers" ("orgId", "userId");
CREATE INDEX "teamMembers_version_id" ON "teamMembers" ("orgId", "version", "id");

CREATE TABLE "businesses" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "color" text COLLATE "C" NOT NULL,
  "archived" smallint NOT NULL,
  "createdAt" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "businesses" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "businesses" FORCE ROW LEVEL SECURITY;
CREATE POLICY "businesses_organization" ON "businesses"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "businesses_version_id" ON "businesses" ("orgId", "version", "id");

CREATE TABLE "pipelines" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "module" text COLLATE "C" NOT NULL,
  "position" bigint NOT NULL,
  "isDefault" smallint NOT NULL,
  "archived" smallint NOT NULL,
  "createdAt" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "pipelines" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "pipelines" FORCE ROW LEVEL SECURITY;
CREATE POLICY "pipelines_organization" ON "pipelines"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "pipelines_version_id" ON "pipelines" ("orgId", "version", "id");

CREATE TABLE "stages" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "pipelineId" text COLLATE "C" NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "description" text COLLATE "C",
  "position" bigint NOT NULL,
  "color" text COLLATE "C" NOT NULL,
  "probability" bigint NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "requiredFields" text COLLATE "C" NOT NULL,
  "createdAt" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "stages" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "stages" FORCE ROW LEVEL SECURITY;
CREATE POLICY "stages_organization" ON "stages"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "stages_pipelineId_position" ON "stages" ("orgId", "pipelineId", "position");
CREATE INDEX "stages_version_id" ON "stages" ("orgId", "version", "id");

CREATE TABLE "sources" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "teamId" text COLLATE "C",
  "archived" smallint NOT NULL,
  "createdAt" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "sources" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "sources" FORCE ROW LEVEL SECURITY;
CREATE POLICY "sources_organization" ON "sources"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "sources_teamId" ON "sources" ("orgId", "teamId");
CREATE INDEX "sources_version_id" ON "sources" ("orgId", "version", "id");

CREATE TABLE "products" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "series" text COLLATE "C",
  "priceMinor" bigint NOT NULL,
  "currency" text COLLATE "C" NOT NULL,
  "archived" smallint NOT NULL,
  "externalId" text COLLATE "C",
  "createdAt" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "products" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "products" FORCE ROW LEVEL SECURITY;
CREATE POLICY "products_organization" ON "products"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "products_version_id" ON "products" ("orgId", "version", "id");

CREATE TABLE "preferences" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "userId" text COLLATE "C" NOT NULL,
  "key" text COLLATE "C" NOT NULL,
  "value" text COLLATE "C",
  "updatedAt" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "preferences" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "preferences" FORCE ROW LEVEL SECURITY;
CREATE POLICY "preferences_organization" ON "preferences"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "preferences_userId_key" ON "preferences" ("orgId", "userId", "key");
CREATE INDEX "preferences_version_id" ON "preferences" ("orgId", "version", "id");

CREATE TABLE "leads" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "firstName" text COLLATE "C",
  "lastName" text COLLATE "C",
  "company" text COLLATE "C",
  "title" text COLLATE "C",
  "position" text COLLATE "C",
  "branch" text COLLATE "C",
  "email" text COLLATE "C",
  "phones" text COLLATE "C" NOT NULL,
  "website" text COLLATE "C",
  "location" text COLLATE "C",
  "description" text COLLATE "C",
  "socialMedia" text COLLATE "C",
  "pipelineId" text COLLATE "C" NOT NULL,
  "stageId" text COLLATE "C" NOT NULL,
  "stageSince" bigint NOT NULL,
  "status" text COLLATE "C" NOT NULL,
  "state" text COLLATE "C" NOT NULL,
  "trashedAt" bigint,
  "disqualifiedReason" text COLLATE "C",
  "priority" text COLLATE "C" NOT NULL,
  "valueMinor" bigint,
  "currency" text COLLATE "C" NOT NULL,
  "sourceId" text COLLATE "C",
  "teamId" text COLLATE "C",
  "assigneeId" text COLLATE "C",
  "contactId" text COLLATE "C",
  "accountId" text COLLATE "C",
  "utmSource" text COLLATE "C",
  "utmMedium" text COLLATE "C",
  "utmCampaign" text COLLATE "C",
  "employees" bigint,
  "lastContactedAt" bigint,
  "convertedAt" bigint,
  "duplicateOfId" text COLLATE "C",
  "applicationId" text COLLATE "C",
  "externalId" text COLLATE "C",
  "slug" text COLLATE "C",
  "createdAt" bigint NOT NULL,
  "createdBy" text COLLATE "C" NOT NULL,
  "updatedAt" bigint NOT NULL,
  "sortKey" text COLLATE "C" NOT NULL,
  "searchText" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "leads" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "leads" FORCE ROW LEVEL SECURITY;
CREATE POLICY "leads_organization" ON "leads"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "leads_stageId_state_updatedAt_id" ON "leads" ("orgId", "stageId", "state", "updatedAt", "id");
CREATE INDEX "leads_state_updatedAt_id" ON "leads" ("orgId", "state", "updatedAt", "id");
CREATE INDEX "leads_state_sortKey_id" ON "leads" ("orgId", "state", "sortKey", "id");
CREATE INDEX "leads_state_createdAt_id_stageId" ON "leads" ("orgId", "state", "createdAt", "id", "stageId");
CREATE INDEX "leads_state_pipelineId_stageId_status_priority_sourceId_assigne" ON "leads" ("orgId", "state", "pipelineId", "stageId", "status", "priority", "sourceId", "assigneeId", "teamId", "createdAt", "currency", "valueMinor", "id");
CREATE INDEX "leads_assigneeId_state" ON "leads" ("orgId", "assigneeId", "state");
CREATE INDEX "leads_teamId" ON "leads" ("orgId", "teamId");
CREATE INDEX "leads_company" ON "leads" ("orgId", "company");
CREATE INDEX "leads_email" ON "leads" ("orgId", "email");
CREATE INDEX "leads_accountId" ON "leads" ("orgId", "accountId");
CREATE INDEX "leads_contactId" ON "leads" ("orgId", "contactId");
CREATE INDEX "leads_externalId" ON "leads" ("orgId", "externalId");
CREATE INDEX "leads_version_id" ON "leads" ("orgId", "version", "id");

CREATE TABLE "accounts" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "sector" text COLLATE "C",
  "website" text COLLATE "C",
  "phone" text COLLATE "C",
  "location" text COLLATE "C",
  "employees" bigint,
  "revenueMinor" bigint,
  "currency" text COLLATE "C" NOT NULL,
  "yearEstablished" bigint,
  "parentAccountId" text COLLATE "C",
  "ownerId" text COLLATE "C",
  "teamId" text COLLATE "C",
  "externalId" text COLLATE "C",
  "createdAt" bigint NOT NULL,
  "createdBy" text COLLATE "C" NOT NULL,
  "updatedAt" bigint NOT NULL,
  "sortKey" text COLLATE "C" NOT NULL,
  "searchText" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "accounts" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "accounts" FORCE ROW LEVEL SECURITY;
CREATE POLICY "accounts_organization" ON "accounts"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "accounts_ownerId" ON "accounts" ("orgId", "ownerId");
CREATE INDEX "accounts_teamId" ON "accounts" ("orgId", "teamId");
CREATE INDEX "accounts_sortKey" ON "accounts" ("orgId", "sortKey");
CREATE INDEX "accounts_parentAccountId" ON "accounts" ("orgId", "parentAccountId");
CREATE INDEX "accounts_externalId" ON "accounts" ("orgId", "externalId");
CREATE INDEX "accounts_version_id" ON "accounts" ("orgId", "version", "id");

CREATE TABLE "contacts" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "firstName" text COLLATE "C",
  "lastName" text COLLATE "C",
  "title" text COLLATE "C",
  "email" text COLLATE "C",
  "phones" text COLLATE "C" NOT NULL,
  "accountId" text COLLATE "C",
  "ownerId" text COLLATE "C",
  "teamId" text COLLATE "C",
  "externalId" text COLLATE "C",
  "createdAt" bigint NOT NULL,
  "createdBy" text COLLATE "C" NOT NULL,
  "updatedAt" bigint NOT NULL,
  "sortKey" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "contacts" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "contacts" FORCE ROW LEVEL SECURITY;
CREATE POLICY "contacts_organization" ON "contacts"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "contacts_ownerId" ON "contacts" ("orgId", "ownerId");
CREATE INDEX "contacts_teamId" ON "contacts" ("orgId", "teamId");
CREATE INDEX "contacts_accountId" ON "contacts" ("orgId", "accountId");
CREATE INDEX "contacts_email" ON "contacts" ("orgId", "email");
CREATE INDEX "contacts_sortKey" ON "contacts" ("orgId", "sortKey");
CREATE INDEX "contacts_externalId" ON "contacts" ("orgId", "externalId");
CREATE INDEX "contacts_version_id" ON "contacts" ("orgId", "version", "id");

CREATE TABLE "opportunities" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "pipelineId" text COLLATE "C" NOT NULL,
  "stageId" text COLLATE "C" NOT NULL,
  "stageSince" bigint NOT NULL,
  "status" text COLLATE "C" NOT NULL,
  "accountId" text COLLATE "C",
  "contactId" text COLLATE "C",
  "leadId" text COLLATE "C",
  "productId" text COLLATE "C",
  "valueMinor" bigint,
  "currency" text COLLATE "C" NOT NULL,
  "ownerId" text COLLATE "C",
  "teamId" text COLLATE "C",
  "engagedAt" bigint,
  "expectedCloseAt" bigint,
  "closedAt" bigint,
  "externalId" text COLLATE "C",
  "createdAt" bigint NOT NULL,
  "createdBy" text COLLATE "C" NOT NULL,
  "updatedAt" bigint NOT NULL,
  "sortKey" text COLLATE "C" NOT NULL,
  "searchText" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "opportunities" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "opportunities" FORCE ROW LEVEL SECURITY;
CREATE POLICY "opportunities_organization" ON "opportunities"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "opportunities_stageId_updatedAt" ON "opportunities" ("orgId", "stageId", "updatedAt");
CREATE INDEX "opportunities_pipelineId_status" ON "opportunities" ("orgId", "pipelineId", "status");
CREATE INDEX "opportunities_ownerId" ON "opportunities" ("orgId", "ownerId");
CREATE INDEX "opportunities_teamId" ON "opportunities" ("orgId", "teamId");
CREATE INDEX "opportunities_accountId" ON "opportunities" ("orgId", "accountId");
CREATE INDEX "opportunities_leadId" ON "opportunities" ("orgId", "leadId");
CREATE INDEX "opportunities_closedAt" ON "opportunities" ("orgId", "closedAt");
CREATE INDEX "opportunities_externalId" ON "opportunities" ("orgId", "externalId");
CREATE INDEX "opportunities_version_id" ON "opportunities" ("orgId", "version", "id");

CREATE TABLE "leadBusinesses" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "leadId" text COLLATE "C" NOT NULL,
  "businessId" text COLLATE "C" NOT NULL,
  "createdAt" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "leadBusinesses" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "leadBusinesses" FORCE ROW LEVEL SECURITY;
CREATE POLICY "leadBusinesses_organization" ON "leadBusinesses"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "leadBusinesses_leadId_businessId" ON "leadBusinesses" ("orgId", "leadId", "businessId");
CREATE INDEX "leadBusinesses_businessId_leadId" ON "leadBusinesses" ("orgId", "businessId", "leadId");
CREATE INDEX "leadBusinesses_version_id" ON "leadBusinesses" ("orgId", "version", "id");

CREATE TABLE "leadMembers" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "leadId" text COLLATE "C" NOT NULL,
  "userId" text COLLATE "C" NOT NULL,
  "role" text COLLATE "C" NOT NULL,
  "createdAt" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "leadMembers" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "leadMembers" FORCE ROW LEVEL SECURITY;
CREATE POLICY "leadMembers_organization" ON "leadMembers"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "leadMembers_leadId" ON "leadMembers" ("orgId", "leadId");
CREATE INDEX "leadMembers_userId" ON "leadMembers" ("orgId", "userId");
CREATE INDEX "leadMembers_version_id" ON "leadMembers" ("orgId", "version", "id");

CREATE TABLE "appointments" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "leadId" text COLLATE "C" NOT NULL,
  "ownerId" text COLLATE "C" NOT NULL,
  "startAt" bigint NOT NULL,
  "endAt" bigint NOT NULL,
  "note" text COLLATE "C" NOT NULL,
  "location" text COLLATE "C",
  "status" text COLLATE "C" NOT NULL,
  "overlapsId" text COLLATE "C",
  "createdAt" bigint NOT NULL,
  "createdBy" text COLLATE "C" NOT NULL,
  "updatedAt" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "appointments" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "appointments" FORCE ROW LEVEL SECURITY;
CREATE POLICY "appointments_organization" ON "appointments"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "appointments_leadId_startAt" ON "appointments" ("orgId", "leadId", "startAt");
CREATE INDEX "appointments_ownerId_startAt" ON "appointments" ("orgId", "ownerId", "startAt");
CREATE INDEX "appointments_startAt_endAt" ON "appointments" ("orgId", "startAt", "endAt");
CREATE INDEX "appointments_version_id" ON "appointments" ("orgId", "version", "id");

CREATE TABLE "leadProducts" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "leadId" text COLLATE "C" NOT NULL,
  "productId" text COLLATE "C" NOT NULL,
  "quantity" bigint NOT NULL,
  "unitPriceMinor" bigint NOT NULL,
  "currency" text COLLATE "C" NOT NULL,
  "discountPercent" double precision NOT NULL,
  "totalMinor" bigint NOT NULL,
  "createdAt" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "leadProducts" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "leadProducts" FORCE ROW LEVEL SECURITY;
CREATE POLICY "leadProducts_organization" ON "leadProducts"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "leadProducts_leadId" ON "leadProducts" ("orgId", "leadId");
CREATE INDEX "leadProducts_productId" ON "leadProducts" ("orgId", "productId");
CREATE INDEX "leadProducts_version_id" ON "leadProducts" ("orgId", "version", "id");

CREATE TABLE "notes" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "leadId" text COLLATE "C" NOT NULL,
  "authorId" text COLLATE "C" NOT NULL,
  "body" text COLLATE "C" NOT NULL,
  "createdAt" bigint NOT NULL,
  "editedAt" bigint,
  "searchText" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "notes" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "notes" FORCE ROW LEVEL SECURITY;
CREATE POLICY "notes_organization" ON "notes"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "notes_leadId_createdAt" ON "notes" ("orgId", "leadId", "createdAt");
CREATE INDEX "notes_version_id" ON "notes" ("orgId", "version", "id");

CREATE TABLE "noteRevisions" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "leadId" text COLLATE "C" NOT NULL,
  "noteId" text COLLATE "C" NOT NULL,
  "body" text COLLATE "C" NOT NULL,
  "replacedAt" bigint NOT NULL,
  "replacedBy" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "noteRevisions" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "noteRevisions" FORCE ROW LEVEL SECURITY;
CREATE POLICY "noteRevisions_organization" ON "noteRevisions"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "noteRevisions_noteId" ON "noteRevisions" ("orgId", "noteId");
CREATE INDEX "noteRevisions_leadId" ON "noteRevisions" ("orgId", "leadId");
CREATE INDEX "noteRevisions_version_id" ON "noteRevisions" ("orgId", "version", "id");

CREATE TABLE "activities" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "leadId" text COLLATE "C" NOT NULL,
  "userId" text COLLATE "C" NOT NULL,
  "type" text COLLATE "C" NOT NULL,
  "description" text COLLATE "C",
  "metadata" text COLLATE "C",
  "occurredAt" bigint NOT NULL,
  "createdAt" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "activities" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "activities" FORCE ROW LEVEL SECURITY;
CREATE POLICY "activities_organization" ON "activities"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "activities_leadId_occurredAt" ON "activities" ("orgId", "leadId", "occurredAt");
CREATE INDEX "activities_version_id" ON "activities" ("orgId", "version", "id");

CREATE TABLE "history" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "leadId" text COLLATE "C" NOT NULL,
  "userId" text COLLATE "C" NOT NULL,
  "event" text COLLATE "C" NOT NULL,
  "field" text COLLATE "C",
  "fromValue" text COLLATE "C",
  "toValue" text COLLATE "C",
  "at" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "history" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "history" FORCE ROW LEVEL SECURITY;
CREATE POLICY "history_organization" ON "history"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "history_leadId_at" ON "history" ("orgId", "leadId", "at");
CREATE INDEX "history_event_leadId_at_id" ON "history" ("orgId", "event", "leadId", "at", "id");
CREATE INDEX "history_version_id" ON "history" ("orgId", "version", "id");

CREATE TABLE "conflicts" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "leadId" text COLLATE "C" NOT NULL,
  "entity" text COLLATE "C" NOT NULL,
  "entityId" text COLLATE "C" NOT NULL,
  "field" text COLLATE "C" NOT NULL,
  "keptValue" text COLLATE "C" NOT NULL,
  "otherValue" text COLLATE "C" NOT NULL,
  "keptBy" text COLLATE "C" NOT NULL,
  "otherBy" text COLLATE "C" NOT NULL,
  "keptAt" bigint NOT NULL,
  "otherAt" bigint NOT NULL,
  "resolvedAt" bigint,
  "resolvedBy" text COLLATE "C",
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "conflicts" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "conflicts" FORCE ROW LEVEL SECURITY;
CREATE POLICY "conflicts_organization" ON "conflicts"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "conflicts_leadId" ON "conflicts" ("orgId", "leadId");
CREATE INDEX "conflicts_entityId" ON "conflicts" ("orgId", "entityId");
CREATE INDEX "conflicts_version_id" ON "conflicts" ("orgId", "version", "id");
