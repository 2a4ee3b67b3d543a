CREATE TABLE "keyedRequests" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "fingerprint" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "at" INTEGER NOT NULL,
  "startedAt" INTEGER NOT NULL,
  "appliedVersion" INTEGER,
  "reply" TEXT
) STRICT;
CREATE INDEX "keyedRequests_at" ON "keyedRequests" ("at");
