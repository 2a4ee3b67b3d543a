CREATE TABLE "auditRequests" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "logId" text COLLATE "C" NOT NULL,
  "method" text COLLATE "C" NOT NULL,
  "path" text COLLATE "C" NOT NULL,
  "headers" text COLLATE "C" NOT NULL,
  "ip" text COLLATE "C" NOT NULL,
  "impersonatorId" text COLLATE "C",
  "at" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "auditRequests" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "auditRequests" FORCE ROW LEVEL SECURITY;
CREATE POLICY "auditRequests_organization" ON "auditRequests"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));

CREATE TABLE "auditLog" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "at" bigint NOT NULL,
  "madeAt" bigint NOT NULL,
  "event" text COLLATE "C" NOT NULL,
  "userId" text COLLATE "C",
  "apiKeyId" text COLLATE "C",
  "requestId" text COLLATE "C",
  "entity" text COLLATE "C" NOT NULL,
  "entityId" text COLLATE "C" NOT NULL,
  "leadId" text COLLATE "C",
  "data" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "auditLog" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "auditLog" FORCE ROW LEVEL SECURITY;
CREATE POLICY "auditLog_organization" ON "auditLog"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "auditLog_at" ON "auditLog" ("orgId", "at");
CREATE INDEX "auditLog_leadId_at" ON "auditLog" ("orgId", "leadId", "at");
CREATE INDEX "auditLog_entityId_at" ON "auditLog" ("orgId", "entityId", "at");
CREATE INDEX "auditLog_userId_at" ON "auditLog" ("orgId", "userId", "at");
CREATE INDEX "auditLog_apiKeyId_at" ON "auditLog" ("orgId", "apiKeyId", "at");
