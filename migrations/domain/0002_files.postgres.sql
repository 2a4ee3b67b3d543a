-- Files of leads, and how large they may be.

CREATE TABLE "documents" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "leadId" text COLLATE "C" NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "mediaType" text COLLATE "C" NOT NULL,
  "size" bigint NOT NULL,
  "sha256" text COLLATE "C" NOT NULL,
  "storedAt" bigint,
  "removedAt" bigint,
  "createdAt" bigint NOT NULL,
  "createdBy" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "documents" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "documents" FORCE ROW LEVEL SECURITY;
CREATE POLICY "documents_organization" ON "documents"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "documents_leadId_createdAt" ON "documents" ("orgId", "leadId", "createdAt");
CREATE INDEX "documents_sha256" ON "documents" ("orgId", "sha256");
CREATE INDEX "documents_version_id" ON "documents" ("orgId", "version", "id");

ALTER TABLE "organization" ADD COLUMN "documentMaxBytes" bigint;
