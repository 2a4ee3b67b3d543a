-- Generated from core/schema by scripts/generate-migrations.ts.

CREATE TABLE "ledger" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "clientId" text COLLATE "C" NOT NULL,
  "seq" bigint NOT NULL,
  "hash" text COLLATE "C" NOT NULL,
  "outcome" text COLLATE "C" NOT NULL,
  "at" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "ledger" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ledger" FORCE ROW LEVEL SECURITY;
CREATE POLICY "ledger_organization" ON "ledger"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "ledger_clientId_seq" ON "ledger" ("orgId", "clientId", "seq");

CREATE TABLE "clients" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "userId" text COLLATE "C" NOT NULL,
  "lastSeq" bigint NOT NULL,
  "lastSeenAt" bigint NOT NULL,
  "revoked" smallint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "clients" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "clients" FORCE ROW LEVEL SECURITY;
CREATE POLICY "clients_organization" ON "clients"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));

CREATE TABLE "clock" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "current" bigint NOT NULL,
  "stamp" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "clock" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "clock" FORCE ROW LEVEL SECURITY;
CREATE POLICY "clock_organization" ON "clock"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));

CREATE TABLE "clockLog" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "stamp" text COLLATE "C" NOT NULL,
  "at" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "clockLog" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "clockLog" FORCE ROW LEVEL SECURITY;
CREATE POLICY "clockLog_organization" ON "clockLog"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));

CREATE TABLE "tombstones" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "entity" text COLLATE "C" NOT NULL,
  "entityId" text COLLATE "C" NOT NULL,
  "audience" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "tombstones" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "tombstones" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tombstones_organization" ON "tombstones"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "tombstones_version" ON "tombstones" ("orgId", "version");

CREATE TABLE "audienceLog" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "entity" text COLLATE "C" NOT NULL,
  "entityId" text COLLATE "C" NOT NULL,
  "before" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "audienceLog" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "audienceLog" FORCE ROW LEVEL SECURITY;
CREATE POLICY "audienceLog_organization" ON "audienceLog"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "audienceLog_version" ON "audienceLog" ("orgId", "version");

CREATE TABLE "fieldClock" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "at" bigint NOT NULL,
  "by" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "fieldClock" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "fieldClock" FORCE ROW LEVEL SECURITY;
CREATE POLICY "fieldClock_organization" ON "fieldClock"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
