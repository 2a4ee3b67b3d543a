ALTER TABLE "clients" ADD COLUMN "name" TEXT;
ALTER TABLE "clients" ADD COLUMN "platform" TEXT;
ALTER TABLE "clients" ADD COLUMN "appVersion" TEXT;
ALTER TABLE "clients" ADD COLUMN "createdAt" INTEGER;
ALTER TABLE "clients" ADD COLUMN "pending" INTEGER;
ALTER TABLE "clients" ADD COLUMN "oldestPendingAt" INTEGER;
ALTER TABLE "clients" ADD COLUMN "revokedAt" INTEGER;
ALTER TABLE "clients" ADD COLUMN "revokedBy" TEXT;
ALTER TABLE "clients" ADD COLUMN "toldAt" INTEGER;
CREATE INDEX "clients_userId" ON "clients" ("userId");

CREATE TABLE "clientSessions" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "sessionId" TEXT NOT NULL,
  "clientId" TEXT NOT NULL,
  "at" INTEGER NOT NULL,
  "revoked" INTEGER NOT NULL
) STRICT;
CREATE INDEX "clientSessions_sessionId_revoked" ON "clientSessions" ("sessionId", "revoked");
CREATE INDEX "clientSessions_clientId" ON "clientSessions" ("clientId");

CREATE TABLE "clientEvents" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "clientId" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "by" TEXT,
  "at" INTEGER NOT NULL,
  "detail" TEXT
) STRICT;
CREATE INDEX "clientEvents_clientId_at" ON "clientEvents" ("clientId", "at");
