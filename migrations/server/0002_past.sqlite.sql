ALTER TABLE "clients" ADD COLUMN "lastAt" INTEGER;

CREATE INDEX "audienceLog_entity_entityId_version" ON "audienceLog" ("entity", "entityId", "version");
