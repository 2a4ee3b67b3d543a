-- What became of a person's undo.

CREATE TABLE "undos" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "userId" text COLLATE "C" NOT NULL,
  "of" text COLLATE "C" NOT NULL,
  "at" bigint NOT NULL,
  "outcome" text COLLATE "C" NOT NULL,
  "entity" text COLLATE "C" NOT NULL,
  "total" bigint NOT NULL,
  "restored" bigint NOT NULL,
  "skippedCount" bigint NOT NULL,
  "skipped" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "undos" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "undos" FORCE ROW LEVEL SECURITY;
CREATE POLICY "undos_organization" ON "undos"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "undos_userId_of_at" ON "undos" ("orgId", "userId", "of", "at");
CREATE INDEX "undos_version_id" ON "undos" ("orgId", "version", "id");
