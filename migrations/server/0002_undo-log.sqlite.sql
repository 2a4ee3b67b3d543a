-- What takes mutations back.

CREATE TABLE "undoLog" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "action" TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "at" INTEGER NOT NULL,
  "entity" TEXT NOT NULL,
  "entityId" TEXT NOT NULL,
  "scopeId" TEXT NOT NULL,
  "change" TEXT NOT NULL
) STRICT;
CREATE INDEX "undoLog_action" ON "undoLog" ("action");
CREATE INDEX "undoLog_at" ON "undoLog" ("at");
CREATE INDEX "undoLog_scopeId" ON "undoLog" ("scopeId");
