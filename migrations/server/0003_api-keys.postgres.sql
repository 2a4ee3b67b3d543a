CREATE TABLE "apiKeys" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "prefix" text COLLATE "C" NOT NULL,
  "hash" text COLLATE "C" NOT NULL,
  "userId" text COLLATE "C" NOT NULL,
  "role" text COLLATE "C" NOT NULL,
  "scopes" text COLLATE "C" NOT NULL,
  "createdBy" text COLLATE "C" NOT NULL,
  "createdAt" bigint NOT NULL,
  "expiresAt" bigint,
  "lastUsedAt" bigint,
  "lastUsedFrom" text COLLATE "C",
  "revokedAt" bigint,
  "revokedBy" text COLLATE "C",
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "apiKeys" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "apiKeys" FORCE ROW LEVEL SECURITY;
CREATE POLICY "apiKeys_organization" ON "apiKeys"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "apiKeys_hash" ON "apiKeys" ("orgId", "hash");
CREATE INDEX "apiKeys_userId" ON "apiKeys" ("orgId", "userId");
