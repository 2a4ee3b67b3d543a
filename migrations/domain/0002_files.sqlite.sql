-- Files of leads, and how large they may be.

CREATE TABLE "documents" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "leadId" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "mediaType" TEXT NOT NULL,
  "size" INTEGER NOT NULL,
  "sha256" TEXT NOT NULL,
  "storedAt" INTEGER,
  "removedAt" INTEGER,
  "createdAt" INTEGER NOT NULL,
  "createdBy" TEXT NOT NULL
) STRICT;
CREATE INDEX "documents_leadId_createdAt" ON "documents" ("leadId", "createdAt");
CREATE INDEX "documents_sha256" ON "documents" ("sha256");
CREATE INDEX "documents_version_id" ON "documents" ("version", "id");

ALTER TABLE "organization" ADD COLUMN "documentMaxBytes" INTEGER;
