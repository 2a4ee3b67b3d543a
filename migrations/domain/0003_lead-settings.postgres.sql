-- What enters a stage: fields asked for and hidden, and whose it becomes; reasons, priorities, team roles, scoring.

ALTER TABLE "stages" ADD COLUMN "askedFields" text COLLATE "C";
ALTER TABLE "stages" ADD COLUMN "hiddenFields" text COLLATE "C";
ALTER TABLE "stages" ADD COLUMN "ownership" text COLLATE "C";
ALTER TABLE "stages" ADD COLUMN "ownerUserId" text COLLATE "C";
ALTER TABLE "stages" ADD COLUMN "ownerTeamId" text COLLATE "C";
ALTER TABLE "leads" ADD COLUMN "disqualifiedReasonId" text COLLATE "C";
ALTER TABLE "organization" ADD COLUMN "qualificationThreshold" bigint;
ALTER TABLE "organization" ADD COLUMN "defaultPriority" text COLLATE "C";

CREATE TABLE "disqualificationReasons" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "position" bigint NOT NULL,
  "archived" smallint NOT NULL,
  "createdAt" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "disqualificationReasons" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "disqualificationReasons" FORCE ROW LEVEL SECURITY;
CREATE POLICY "disqualificationReasons_organization" ON "disqualificationReasons"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "disqualificationReasons_version_id" ON "disqualificationReasons" ("orgId", "version", "id");

CREATE TABLE "teamRoles" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "position" bigint NOT NULL,
  "archived" smallint NOT NULL,
  "createdAt" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "teamRoles" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "teamRoles" FORCE ROW LEVEL SECURITY;
CREATE POLICY "teamRoles_organization" ON "teamRoles"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "teamRoles_version_id" ON "teamRoles" ("orgId", "version", "id");

CREATE TABLE "leadPriorities" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "key" text COLLATE "C" NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "color" text COLLATE "C" NOT NULL,
  "rank" bigint NOT NULL,
  "archived" smallint NOT NULL,
  "createdAt" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "leadPriorities" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "leadPriorities" FORCE ROW LEVEL SECURITY;
CREATE POLICY "leadPriorities_organization" ON "leadPriorities"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "leadPriorities_key" ON "leadPriorities" ("orgId", "key");
CREATE INDEX "leadPriorities_version_id" ON "leadPriorities" ("orgId", "version", "id");

CREATE TABLE "scoringRules" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "field" text COLLATE "C",
  "operator" text COLLATE "C",
  "operands" text COLLATE "C",
  "activityType" text COLLATE "C",
  "maxTimes" bigint,
  "points" bigint NOT NULL,
  "active" smallint NOT NULL,
  "position" bigint NOT NULL,
  "createdAt" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "scoringRules" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "scoringRules" FORCE ROW LEVEL SECURITY;
CREATE POLICY "scoringRules_organization" ON "scoringRules"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "scoringRules_version_id" ON "scoringRules" ("orgId", "version", "id");
