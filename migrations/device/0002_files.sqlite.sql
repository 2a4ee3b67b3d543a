-- What the device knows of the contents of files.

CREATE TABLE "blobs" (
  "rowKey" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "version" INTEGER NOT NULL,
  "state" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "size" INTEGER NOT NULL,
  "arrived" INTEGER NOT NULL,
  "sent" INTEGER NOT NULL,
  "uploadUrl" TEXT,
  "createdAt" INTEGER NOT NULL,
  "usedAt" INTEGER NOT NULL
) STRICT;
