-- Generated from core/schema by scripts/generate-migrations.ts.

CREATE TABLE "ledger" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "clientId" TEXT NOT NULL,
  "seq" INTEGER NOT NULL,
  "hash" TEXT NOT NULL,
  "outcome" TEXT NOT NULL,
  "at" INTEGER NOT NULL
) STRICT;
CREATE INDEX "ledger_clientId_seq" ON "ledger" ("clientId", "seq");

CREATE TABLE "clients" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "userId" TEXT NOT NULL,
  "lastSeq" INTEGER NOT NULL,
  "lastSeenAt" INTEGER NOT NULL,
  "revoked" INTEGER NOT NULL
) STRICT;

CREATE TABLE "clock" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "current" INTEGER NOT NULL,
  "stamp" TEXT NOT NULL
) STRICT;

CREATE TABLE "clockLog" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "stamp" TEXT NOT NULL,
  "at" INTEGER NOT NULL
) STRICT;

CREATE TABLE "tombstones" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "entity" TEXT NOT NULL,
  "entityId" TEXT NOT NULL,
  "audience" TEXT NOT NULL
) STRICT;
CREATE INDEX "tombstones_version" ON "tombstones" ("version");

CREATE TABLE "audienceLog" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "entity" TEXT NOT NULL,
  "entityId" TEXT NOT NULL,
  "before" TEXT NOT NULL
) STRICT;
CREATE INDEX "audienceLog_version" ON "audienceLog" ("version");

CREATE TABLE "fieldClock" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "at" INTEGER NOT NULL,
  "by" TEXT NOT NULL
) STRICT;
