CREATE TABLE "leadMerges" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "leadId" TEXT NOT NULL,
  "mergedId" TEXT NOT NULL,
  "moved" TEXT NOT NULL,
  "fields" TEXT NOT NULL,
  "mergedState" TEXT NOT NULL,
  "at" INTEGER NOT NULL,
  "by" TEXT NOT NULL,
  "undoneAt" INTEGER,
  "undoneBy" TEXT
) STRICT;
CREATE INDEX "leadMerges_leadId" ON "leadMerges" ("leadId");
CREATE INDEX "leadMerges_mergedId" ON "leadMerges" ("mergedId");
CREATE INDEX "leadMerges_version_id" ON "leadMerges" ("version", "id");
