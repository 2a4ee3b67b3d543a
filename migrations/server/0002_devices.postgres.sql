ALTER TABLE "clients" ADD COLUMN "name" text COLLATE "C";
ALTER TABLE "clients" ADD COLUMN "platform" text COLLATE "C";
ALTER TABLE "clients" ADD COLUMN "appVersion" text COLLATE "C";
ALTER TABLE "clients" ADD COLUMN "createdAt" bigint;
ALTER TABLE "clients" ADD COLUMN "pending" bigint;
ALTER TABLE "clients" ADD COLUMN "oldestPendingAt" bigint;
ALTER TABLE "clients" ADD COLUMN "revokedAt" bigint;
ALTER TABLE "clients" ADD COLUMN "revokedBy" text COLLATE "C";
ALTER TABLE "clients" ADD COLUMN "toldAt" bigint;
CREATE INDEX "clients_userId" ON "clients" ("orgId", "userId");

CREATE TABLE "clientSessions" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "sessionId" text COLLATE "C" NOT NULL,
  "clientId" text COLLATE "C" NOT NULL,
  "at" bigint NOT NULL,
  "revoked" smallint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "clientSessions" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "clientSessions" FORCE ROW LEVEL SECURITY;
CREATE POLICY "clientSessions_organization" ON "clientSessions"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "clientSessions_sessionId_revoked" ON "clientSessions" ("orgId", "sessionId", "revoked");
CREATE INDEX "clientSessions_clientId" ON "clientSessions" ("orgId", "clientId");

CREATE TABLE "clientEvents" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "clientId" text COLLATE "C" NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "by" text COLLATE "C",
  "at" bigint NOT NULL,
  "detail" text COLLATE "C",
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "clientEvents" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "clientEvents" FORCE ROW LEVEL SECURITY;
CREATE POLICY "clientEvents_organization" ON "clientEvents"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "clientEvents_clientId_at" ON "clientEvents" ("orgId", "clientId", "at");
