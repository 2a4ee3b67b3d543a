CREATE TABLE "auditRequests" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "logId" TEXT NOT NULL,
  "method" TEXT NOT NULL,
  "path" TEXT NOT NULL,
  "headers" TEXT NOT NULL,
  "ip" TEXT NOT NULL,
  "impersonatorId" TEXT,
  "at" INTEGER NOT NULL
) STRICT;
CREATE TRIGGER "auditRequests_no_update" BEFORE UPDATE ON "auditRequests" BEGIN SELECT RAISE(ABORT, 'auditRequests is only added to'); END;
CREATE TRIGGER "auditRequests_no_delete" BEFORE DELETE ON "auditRequests" BEGIN SELECT RAISE(ABORT, 'auditRequests is only added to'); END;

CREATE TABLE "auditLog" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "at" INTEGER NOT NULL,
  "madeAt" INTEGER NOT NULL,
  "event" TEXT NOT NULL,
  "userId" TEXT,
  "apiKeyId" TEXT,
  "requestId" TEXT,
  "entity" TEXT NOT NULL,
  "entityId" TEXT NOT NULL,
  "leadId" TEXT,
  "data" TEXT NOT NULL
) STRICT;
CREATE INDEX "auditLog_at" ON "auditLog" ("at");
CREATE INDEX "auditLog_leadId_at" ON "auditLog" ("leadId", "at");
CREATE INDEX "auditLog_entityId_at" ON "auditLog" ("entityId", "at");
CREATE INDEX "auditLog_userId_at" ON "auditLog" ("userId", "at");
CREATE INDEX "auditLog_apiKeyId_at" ON "auditLog" ("apiKeyId", "at");
CREATE TRIGGER "auditLog_no_update" BEFORE UPDATE ON "auditLog" BEGIN SELECT RAISE(ABORT, 'auditLog is only added to'); END;
CREATE TRIGGER "auditLog_no_delete" BEFORE DELETE ON "auditLog" BEGIN SELECT RAISE(ABORT, 'auditLog is only added to'); END;
