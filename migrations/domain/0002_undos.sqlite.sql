-- What became of a person's undo.

CREATE TABLE "undos" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "userId" TEXT NOT NULL,
  "of" TEXT NOT NULL,
  "at" INTEGER NOT NULL,
  "outcome" TEXT NOT NULL,
  "entity" TEXT NOT NULL,
  "total" INTEGER NOT NULL,
  "restored" INTEGER NOT NULL,
  "skippedCount" INTEGER NOT NULL,
  "skipped" TEXT NOT NULL
) STRICT;
CREATE INDEX "undos_userId_of_at" ON "undos" ("userId", "of", "at");
CREATE INDEX "undos_version_id" ON "undos" ("version", "id");
