-- Generated from core/schema by scripts/generate-migrations.ts.

CREATE TABLE "organization" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "timeZone" TEXT NOT NULL,
  "currency" TEXT NOT NULL,
  "requiredLeadFields" TEXT NOT NULL,
  "trashDays" INTEGER NOT NULL,
  "createdAt" INTEGER NOT NULL
) STRICT;
CREATE INDEX "organization_version_id" ON "organization" ("version", "id");

CREATE TABLE "users" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "email" TEXT NOT NULL,
  "role" TEXT NOT NULL,
  "active" INTEGER NOT NULL,
  "color" TEXT NOT NULL,
  "createdAt" INTEGER NOT NULL
) STRICT;
CREATE INDEX "users_email" ON "users" ("email");
CREATE INDEX "users_version_id" ON "users" ("version", "id");

CREATE TABLE "teams" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "open" INTEGER NOT NULL,
  "archived" INTEGER NOT NULL,
  "createdAt" INTEGER NOT NULL
) STRICT;
CREATE INDEX "teams_version_id" ON "teams" ("version", "id");

CREATE TABLE "teamMembers" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "teamId" TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "role" TEXT NOT NULL,
  "createdAt" INTEGER NOT NULL
) STRICT;
CREATE INDEX "teamMembers_teamId" ON "teamMembers" ("teamId");
CREATE INDEX "teamMembers_userId" ON "teamMembers" ("userId");
CREATE INDEX "teamMembers_version_id" ON "teamMembers" ("version", "id");

CREATE TABLE "businesses" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "color" TEXT NOT NULL,
  "archived" INTEGER NOT NULL,
  "createdAt" INTEGER NOT NULL
) STRICT;
CREATE INDEX "businesses_version_id" ON "businesses" ("version", "id");

CREATE TABLE "pipelines" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "module" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "isDefault" INTEGER NOT NULL,
  "archived" INTEGER NOT NULL,
  "createdAt" INTEGER NOT NULL
) STRICT;
CREATE INDEX "pipelines_version_id" ON "pipelines" ("version", "id");

CREATE TABLE "stages" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "pipelineId" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "description" TEXT,
  "position" INTEGER NOT NULL,
  "color" TEXT NOT NULL,
  "probability" INTEGER NOT NULL,
  "category" TEXT NOT NULL,
  "requiredFields" TEXT NOT NULL,
  "createdAt" INTEGER NOT NULL
) STRICT;
CREATE INDEX "stages_pipelineId_position" ON "stages" ("pipelineId", "position");
CREATE INDEX "stages_version_id" ON "stages" ("version", "id");

CREATE TABLE "sources" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "teamId" TEXT,
  "archived" INTEGER NOT NULL,
  "createdAt" INTEGER NOT NULL
) STRICT;
CREATE INDEX "sources_teamId" ON "sources" ("teamId");
CREATE INDEX "sources_version_id" ON "sources" ("version", "id");

CREATE TABLE "products" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "series" TEXT,
  "priceMinor" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "archived" INTEGER NOT NULL,
  "externalId" TEXT,
  "createdAt" INTEGER NOT NULL
) STRICT;
CREATE INDEX "products_version_id" ON "products" ("version", "id");

CREATE TABLE "preferences" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "userId" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "value" TEXT,
  "updatedAt" INTEGER NOT NULL
) STRICT;
CREATE INDEX "preferences_userId_key" ON "preferences" ("userId", "key");
CREATE INDEX "preferences_version_id" ON "preferences" ("version", "id");

CREATE TABLE "leads" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "firstName" TEXT,
  "lastName" TEXT,
  "company" TEXT,
  "title" TEXT,
  "position" TEXT,
  "branch" TEXT,
  "email" TEXT,
  "phones" TEXT NOT NULL,
  "website" TEXT,
  "location" TEXT,
  "description" TEXT,
  "socialMedia" TEXT,
  "pipelineId" TEXT NOT NULL,
  "stageId" TEXT NOT NULL,
  "stageSince" INTEGER NOT NULL,
  "status" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "trashedAt" INTEGER,
  "disqualifiedReason" TEXT,
  "priority" TEXT NOT NULL,
  "valueMinor" INTEGER,
  "currency" TEXT NOT NULL,
  "sourceId" TEXT,
  "teamId" TEXT,
  "assigneeId" TEXT,
  "contactId" TEXT,
  "accountId" TEXT,
  "utmSource" TEXT,
  "utmMedium" TEXT,
  "utmCampaign" TEXT,
  "employees" INTEGER,
  "lastContactedAt" INTEGER,
  "convertedAt" INTEGER,
  "duplicateOfId" TEXT,
  "applicationId" TEXT,
  "externalId" TEXT,
  "slug" TEXT,
  "createdAt" INTEGER NOT NULL,
  "createdBy" TEXT NOT NULL,
  "updatedAt" INTEGER NOT NULL,
  "sortKey" TEXT NOT NULL,
  "searchText" TEXT NOT NULL
) STRICT;
CREATE INDEX "leads_stageId_state_updatedAt_id" ON "leads" ("stageId", "state", "updatedAt", "id");
CREATE INDEX "leads_state_updatedAt_id" ON "leads" ("state", "updatedAt", "id");
CREATE INDEX "leads_state_sortKey_id" ON "leads" ("state", "sortKey", "id");
CREATE INDEX "leads_state_createdAt_id_stageId" ON "leads" ("state", "createdAt", "id", "stageId");
CREATE INDEX "leads_state_pipelineId_stageId_status_priority_sourceId_assigne" ON "leads" ("state", "pipelineId", "stageId", "status", "priority", "sourceId", "assigneeId", "teamId", "createdAt", "currency", "valueMinor", "id");
CREATE INDEX "leads_assigneeId_state" ON "leads" ("assigneeId", "state");
CREATE INDEX "leads_teamId" ON "leads" ("teamId");
CREATE INDEX "leads_company" ON "leads" ("company");
CREATE INDEX "leads_email" ON "leads" ("email");
CREATE INDEX "leads_accountId" ON "leads" ("accountId");
CREATE INDEX "leads_contactId" ON "leads" ("contactId");
CREATE INDEX "leads_externalId" ON "leads" ("externalId");
CREATE INDEX "leads_version_id" ON "leads" ("version", "id");

CREATE TABLE "accounts" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "sector" TEXT,
  "website" TEXT,
  "phone" TEXT,
  "location" TEXT,
  "employees" INTEGER,
  "revenueMinor" INTEGER,
  "currency" TEXT NOT NULL,
  "yearEstablished" INTEGER,
  "parentAccountId" TEXT,
  "ownerId" TEXT,
  "teamId" TEXT,
  "externalId" TEXT,
  "createdAt" INTEGER NOT NULL,
  "createdBy" TEXT NOT NULL,
  "updatedAt" INTEGER NOT NULL,
  "sortKey" TEXT NOT NULL,
  "searchText" TEXT NOT NULL
) STRICT;
CREATE INDEX "accounts_ownerId" ON "accounts" ("ownerId");
CREATE INDEX "accounts_teamId" ON "accounts" ("teamId");
CREATE INDEX "accounts_sortKey" ON "accounts" ("sortKey");
CREATE INDEX "accounts_parentAccountId" ON "accounts" ("parentAccountId");
CREATE INDEX "accounts_externalId" ON "accounts" ("externalId");
CREATE INDEX "accounts_version_id" ON "accounts" ("version", "id");

CREATE TABLE "contacts" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "firstName" TEXT,
  "lastName" TEXT,
  "title" TEXT,
  "email" TEXT,
  "phones" TEXT NOT NULL,
  "accountId" TEXT,
  "ownerId" TEXT,
  "teamId" TEXT,
  "externalId" TEXT,
  "createdAt" INTEGER NOT NULL,
  "createdBy" TEXT NOT NULL,
  "updatedAt" INTEGER NOT NULL,
  "sortKey" TEXT NOT NULL
) STRICT;
CREATE INDEX "contacts_ownerId" ON "contacts" ("ownerId");
CREATE INDEX "contacts_teamId" ON "contacts" ("teamId");
CREATE INDEX "contacts_accountId" ON "contacts" ("accountId");
CREATE INDEX "contacts_email" ON "contacts" ("email");
CREATE INDEX "contacts_sortKey" ON "contacts" ("sortKey");
CREATE INDEX "contacts_externalId" ON "contacts" ("externalId");
CREATE INDEX "contacts_version_id" ON "contacts" ("version", "id");

CREATE TABLE "opportunities" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "pipelineId" TEXT NOT NULL,
  "stageId" TEXT NOT NULL,
  "stageSince" INTEGER NOT NULL,
  "status" TEXT NOT NULL,
  "accountId" TEXT,
  "contactId" TEXT,
  "leadId" TEXT,
  "productId" TEXT,
  "valueMinor" INTEGER,
  "currency" TEXT NOT NULL,
  "ownerId" TEXT,
  "teamId" TEXT,
  "engagedAt" INTEGER,
  "expectedCloseAt" INTEGER,
  "closedAt" INTEGER,
  "externalId" TEXT,
  "createdAt" INTEGER NOT NULL,
  "createdBy" TEXT NOT NULL,
  "updatedAt" INTEGER NOT NULL,
  "sortKey" TEXT NOT NULL,
  "searchText" TEXT NOT NULL
) STRICT;
CREATE INDEX "opportunities_stageId_updatedAt" ON "opportunities" ("stageId", "updatedAt");
CREATE INDEX "opportunities_pipelineId_status" ON "opportunities" ("pipelineId", "status");
CREATE INDEX "opportunities_ownerId" ON "opportunities" ("ownerId");
CREATE INDEX "opportunities_teamId" ON "opportunities" ("teamId");
CREATE INDEX "opportunities_accountId" ON "opportunities" ("accountId");
CREATE INDEX "opportunities_leadId" ON "opportunities" ("leadId");
CREATE INDEX "opportunities_closedAt" ON "opportunities" ("closedAt");
CREATE INDEX "opportunities_externalId" ON "opportunities" ("externalId");
CREATE INDEX "opportunities_version_id" ON "opportunities" ("version", "id");

CREATE TABLE "leadBusinesses" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "leadId" TEXT NOT NULL,
  "businessId" TEXT NOT NULL,
  "createdAt" INTEGER NOT NULL
) STRICT;
CREATE INDEX "leadBusinesses_leadId_businessId" ON "leadBusinesses" ("leadId", "businessId");
CREATE INDEX "leadBusinesses_businessId_leadId" ON "leadBusinesses" ("businessId", "leadId");
CREATE INDEX "leadBusinesses_version_id" ON "leadBusinesses" ("version", "id");

CREATE TABLE "leadMembers" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "leadId" TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "role" TEXT NOT NULL,
  "createdAt" INTEGER NOT NULL
) STRICT;
CREATE INDEX "leadMembers_leadId" ON "leadMembers" ("leadId");
CREATE INDEX "leadMembers_userId" ON "leadMembers" ("userId");
CREATE INDEX "leadMembers_version_id" ON "leadMembers" ("version", "id");

CREATE TABLE "appointments" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "leadId" TEXT NOT NULL,
  "ownerId" TEXT NOT NULL,
  "startAt" INTEGER NOT NULL,
  "endAt" INTEGER NOT NULL,
  "note" TEXT NOT NULL,
  "location" TEXT,
  "status" TEXT NOT NULL,
  "overlapsId" TEXT,
  "createdAt" INTEGER NOT NULL,
  "createdBy" TEXT NOT NULL,
  "updatedAt" INTEGER NOT NULL
) STRICT;
CREATE INDEX "appointments_leadId_startAt" ON "appointments" ("leadId", "startAt");
CREATE INDEX "appointments_ownerId_startAt" ON "appointments" ("ownerId", "startAt");
CREATE INDEX "appointments_startAt_endAt" ON "appointments" ("startAt", "endAt");
CREATE INDEX "appointments_version_id" ON "appointments" ("version", "id");

CREATE TABLE "leadProducts" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "leadId" TEXT NOT NULL,
  "productId" TEXT NOT NULL,
  "quantity" INTEGER NOT NULL,
  "unitPriceMinor" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "discountPercent" REAL NOT NULL,
  "totalMinor" INTEGER NOT NULL,
  "createdAt" INTEGER NOT NULL
) STRICT;
CREATE INDEX "leadProducts_leadId" ON "leadProducts" ("leadId");
CREATE INDEX "leadProducts_productId" ON "leadProducts" ("productId");
CREATE INDEX "leadProducts_version_id" ON "leadProducts" ("version", "id");

CREATE TABLE "notes" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "leadId" TEXT NOT NULL,
  "authorId" TEXT NOT NULL,
  "body" TEXT NOT NULL,
  "createdAt" INTEGER NOT NULL,
  "editedAt" INTEGER,
  "searchText" TEXT NOT NULL
) STRICT;
CREATE INDEX "notes_leadId_createdAt" ON "notes" ("leadId", "createdAt");
CREATE INDEX "notes_version_id" ON "notes" ("version", "id");

CREATE TABLE "noteRevisions" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "leadId" TEXT NOT NULL,
  "noteId" TEXT NOT NULL,
  "body" TEXT NOT NULL,
  "replacedAt" INTEGER NOT NULL,
  "replacedBy" TEXT NOT NULL
) STRICT;
CREATE INDEX "noteRevisions_noteId" ON "noteRevisions" ("noteId");
CREATE INDEX "noteRevisions_leadId" ON "noteRevisions" ("leadId");
CREATE INDEX "noteRevisions_version_id" ON "noteRevisions" ("version", "id");

CREATE TABLE "activities" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "leadId" TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "type" TEXT NOT NULL,
  "description" TEXT,
  "metadata" TEXT,
  "occurredAt" INTEGER NOT NULL,
  "createdAt" INTEGER NOT NULL
) STRICT;
CREATE INDEX "activities_leadId_occurredAt" ON "activities" ("leadId", "occurredAt");
CREATE INDEX "activities_version_id" ON "activities" ("version", "id");

CREATE TABLE "history" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "leadId" TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "event" TEXT NOT NULL,
  "field" TEXT,
  "fromValue" TEXT,
  "toValue" TEXT,
  "at" INTEGER NOT NULL
) STRICT;
CREATE INDEX "history_leadId_at" ON "history" ("leadId", "at");
CREATE INDEX "history_event_leadId_at_id" ON "history" ("event", "leadId", "at", "id");
CREATE INDEX "history_version_id" ON "history" ("version", "id");

CREATE TABLE "conflicts" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "leadId" TEXT NOT NULL,
  "entity" TEXT NOT NULL,
  "entityId" TEXT NOT NULL,
  "field" TEXT NOT NULL,
  "keptValue" TEXT NOT NULL,
  "otherValue" TEXT NOT NULL,
  "keptBy" TEXT NOT NULL,
  "otherBy" TEXT NOT NULL,
  "keptAt" INTEGER NOT NULL,
  "otherAt" INTEGER NOT NULL,
  "resolvedAt" INTEGER,
  "resolvedBy" TEXT
) STRICT;
CREATE INDEX "conflicts_leadId" ON "conflicts" ("leadId");
CREATE INDEX "conflicts_entityId" ON "conflicts" ("entityId");
CREATE INDEX "conflicts_version_id" ON "conflicts" ("version", "id");
