-- What takes mutations back.

CREATE TABLE "undoLog" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "action" text COLLATE "C" NOT NULL,
  "userId" text COLLATE "C" NOT NULL,
  "at" bigint NOT NULL,
  "entity" text COLLATE "C" NOT NULL,
  "entityId" text COLLATE "C" NOT NULL,
  "scopeId" text COLLATE "C" NOT NULL,
  "change" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "undoLog" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "undoLog" FORCE ROW LEVEL SECURITY;
CREATE POLICY "undoLog_organization" ON "undoLog"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "undoLog_action" ON "undoLog" ("orgId", "action");
CREATE INDEX "undoLog_at" ON "undoLog" ("orgId", "at");
CREATE INDEX "undoLog_scopeId" ON "undoLog" ("orgId", "scopeId");
