ALTER TABLE "clients" ADD COLUMN "lastAt" bigint;

CREATE INDEX "audienceLog_entity_entityId_version" ON "audienceLog" ("orgId", "entity", "entityId", "version");
