ALTER TABLE "organization" ADD COLUMN "leaseDays" bigint;
