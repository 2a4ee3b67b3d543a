CREATE TABLE "apiKeys" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "prefix" TEXT NOT NULL,
  "hash" TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "role" TEXT NOT NULL,
  "scopes" TEXT NOT NULL,
  "createdBy" TEXT NOT NULL,
  "createdAt" INTEGER NOT NULL,
  "expiresAt" INTEGER,
  "lastUsedAt" INTEGER,
  "lastUsedFrom" TEXT,
  "revokedAt" INTEGER,
  "revokedBy" TEXT
) STRICT;
CREATE INDEX "apiKeys_hash" ON "apiKeys" ("hash");
CREATE INDEX "apiKeys_userId" ON "apiKeys" ("userId");
