CREATE TABLE "rolePermissions" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "role" text COLLATE "C" NOT NULL,
  "permission" text COLLATE "C" NOT NULL,
  "allowed" smallint NOT NULL,
  "createdAt" bigint NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "rolePermissions" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "rolePermissions" FORCE ROW LEVEL SECURITY;
CREATE POLICY "rolePermissions_organization" ON "rolePermissions"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "rolePermissions_role" ON "rolePermissions" ("orgId", "role");
CREATE INDEX "rolePermissions_version_id" ON "rolePermissions" ("orgId", "version", "id");
