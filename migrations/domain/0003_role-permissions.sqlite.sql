CREATE TABLE "rolePermissions" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "role" TEXT NOT NULL,
  "permission" TEXT NOT NULL,
  "allowed" INTEGER NOT NULL,
  "createdAt" INTEGER NOT NULL
) STRICT;
CREATE INDEX "rolePermissions_role" ON "rolePermissions" ("role");
CREATE INDEX "rolePermissions_version_id" ON "rolePermissions" ("version", "id");
