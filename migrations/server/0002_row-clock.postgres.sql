CREATE TABLE "rowClock" (
  "orgId" text COLLATE "C" NOT NULL DEFAULT current_setting('app.org_id'),
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "whole" bigint NOT NULL,
  "fields" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("orgId", "id")
);
-- One row per field (`table:rowId:field`) becomes one per row, in every organization; what was written before is sent whole.
ALTER TABLE "fieldClock" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "clock" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "rowClock" ("orgId", "id", "version", "whole", "fields")
  SELECT f."orgId", regexp_replace(f."id", ':[^:]*$', ''), max(f."version"), max(c."current"),
    json_object_agg(regexp_replace(f."id", '^.*:', ''), json_build_array(f."version", f."at", f."by"))::text
  FROM "fieldClock" AS f JOIN "clock" AS c ON c."orgId" = f."orgId"
  GROUP BY f."orgId", regexp_replace(f."id", ':[^:]*$', '');
ALTER TABLE "clock" FORCE ROW LEVEL SECURITY;
DROP TABLE "fieldClock";
ALTER TABLE "rowClock" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "rowClock" FORCE ROW LEVEL SECURITY;
CREATE POLICY "rowClock_organization" ON "rowClock"
  USING ("orgId" = current_setting('app.org_id')) WITH CHECK ("orgId" = current_setting('app.org_id'));
