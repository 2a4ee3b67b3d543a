-- What enters a stage: fields asked for and hidden, and whose it becomes; reasons, priorities, team roles, scoring.

ALTER TABLE "stages" ADD COLUMN "askedFields" TEXT;
ALTER TABLE "stages" ADD COLUMN "hiddenFields" TEXT;
ALTER TABLE "stages" ADD COLUMN "ownership" TEXT;
ALTER TABLE "stages" ADD COLUMN "ownerUserId" TEXT;
ALTER TABLE "stages" ADD COLUMN "ownerTeamId" TEXT;
ALTER TABLE "leads" ADD COLUMN "disqualifiedReasonId" TEXT;
ALTER TABLE "organization" ADD COLUMN "qualificationThreshold" INTEGER;
ALTER TABLE "organization" ADD COLUMN "defaultPriority" TEXT;

CREATE TABLE "disqualificationReasons" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "archived" INTEGER NOT NULL,
  "createdAt" INTEGER NOT NULL
) STRICT;
CREATE INDEX "disqualificationReasons_version_id" ON "disqualificationReasons" ("version", "id");

CREATE TABLE "teamRoles" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "archived" INTEGER NOT NULL,
  "createdAt" INTEGER NOT NULL
) STRICT;
CREATE INDEX "teamRoles_version_id" ON "teamRoles" ("version", "id");

CREATE TABLE "leadPriorities" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "key" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "color" TEXT NOT NULL,
  "rank" INTEGER NOT NULL,
  "archived" INTEGER NOT NULL,
  "createdAt" INTEGER NOT NULL
) STRICT;
CREATE INDEX "leadPriorities_key" ON "leadPriorities" ("key");
CREATE INDEX "leadPriorities_version_id" ON "leadPriorities" ("version", "id");

CREATE TABLE "scoringRules" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "field" TEXT,
  "operator" TEXT,
  "operands" TEXT,
  "activityType" TEXT,
  "maxTimes" INTEGER,
  "points" INTEGER NOT NULL,
  "active" INTEGER NOT NULL,
  "position" INTEGER NOT NULL,
  "createdAt" INTEGER NOT NULL
) STRICT;
CREATE INDEX "scoringRules_version_id" ON "scoringRules" ("version", "id");
