-- What sync did, for the person and for support.

CREATE TABLE "syncLog" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "at" INTEGER NOT NULL,
  "since" INTEGER NOT NULL,
  "times" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "details" TEXT NOT NULL
) STRICT;
