CREATE TABLE "leadMerges" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "leadId" text COLLATE "C" NOT NULL,
  "mergedId" text COLLATE "C" NOT NULL,
  "moved" text COLLATE "C" NOT NULL,
  "fields" text COLLATE "C" NOT NULL,
  "mergedState" text COLLATE "C" NOT NULL,
  "at" bigint NOT NULL,
  "by" text COLLATE "C" NOT NULL,
  "undoneAt" bigint,
  "undoneBy" text COLLATE "C",
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "leadMerges" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "leadMerges" FORCE ROW LEVEL SECURITY;
CREATE POLICY "leadMerges_organization" ON "leadMerges"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "leadMerges_leadId" ON "leadMerges" ("orgId", "leadId");
CREATE INDEX "leadMerges_mergedId" ON "leadMerges" ("orgId", "mergedId");
CREATE INDEX "leadMerges_version_id" ON "leadMerges" ("orgId", "version", "id");
