ALTER TABLE "organization" ADD COLUMN "leaseDays" INTEGER;
