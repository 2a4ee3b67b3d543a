-- Generated from core/schema by scripts/generate-migrations.ts.

CREATE TABLE "outbox" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "seq" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "args" TEXT NOT NULL,
  "at" INTEGER NOT NULL,
  "state" TEXT NOT NULL,
  "error" TEXT,
  "touched" TEXT NOT NULL
) STRICT;
CREATE INDEX "outbox_state_seq" ON "outbox" ("state", "seq");

CREATE TABLE "baseImages" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "entity" TEXT NOT NULL,
  "entityId" TEXT NOT NULL,
  "image" TEXT
) STRICT;

CREATE TABLE "journal" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "seq" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "args" TEXT NOT NULL,
  "at" INTEGER NOT NULL,
  "clientId" TEXT NOT NULL
) STRICT;
CREATE INDEX "journal_clientId_seq" ON "journal" ("clientId", "seq");
CREATE INDEX "journal_at" ON "journal" ("at");

CREATE TABLE "deviceState" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "value" TEXT NOT NULL
) STRICT;

CREATE TABLE "snapshotSeen" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL
) STRICT;
