CREATE TABLE "rowClock" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "whole" INTEGER NOT NULL,
  "fields" TEXT NOT NULL
) STRICT;
-- One row per field (`table:rowId:field`) becomes one per row; what was written before is sent whole.
INSERT INTO "rowClock" ("id", "version", "whole", "fields")
  SELECT substr("place", 1, length("place") - 1), max("version"), (SELECT "current" FROM "clock"),
    json_group_object(substr("id", length("place") + 1), json_array("version", "at", "by"))
  FROM (SELECT *, rtrim("id", replace("id", ':', '')) AS "place" FROM "fieldClock")
  GROUP BY "place";
DROP TABLE "fieldClock";
