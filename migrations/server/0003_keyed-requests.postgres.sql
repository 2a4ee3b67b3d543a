CREATE TABLE "keyedRequests" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "fingerprint" text COLLATE "C" NOT NULL,
  "state" text COLLATE "C" NOT NULL,
  "at" bigint NOT NULL,
  "startedAt" bigint NOT NULL,
  "appliedVersion" bigint,
  "reply" text COLLATE "C",
  PRIMARY KEY ("orgId", "id")
);
ALTER TABLE "keyedRequests" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "keyedRequests" FORCE ROW LEVEL SECURITY;
CREATE POLICY "keyedRequests_organization" ON "keyedRequests"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
CREATE INDEX "keyedRequests_at" ON "keyedRequests" ("orgId", "at");
