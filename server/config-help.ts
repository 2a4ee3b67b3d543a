/** What `npm run server -- --help` prints. */
export const helpText = `Outpost server: the API that Outpost's devices sync with.

Usage: npm run server -- [options]

  --port N                port to listen on (default 8080; 0: any free one)
  --host ADDRESS          address to listen on (default 127.0.0.1, this machine only)
  --data FOLDER           where it keeps its data and its secret (default ./data)
  --public-url URL        how devices reach it, e.g. https://crm.example.com
  --trust-proxy           behind a reverse proxy: take callers' addresses from X-Forwarded-For
  --log-level LEVEL       silent, error, warn, info (default) or debug; logs are JSON lines on standard error
  --help                  this text

First start, when there is no organization yet:

  --admin-email EMAIL     the first administrator
  --admin-password TEXT   at least 15 characters; better given as OUTPOST_ADMIN_PASSWORD, which other users cannot see
  --admin-name NAME       how colleagues see them (default: the part before the @)
  --organization NAME     (default "My company")
  --time-zone ZONE        IANA name; where its days begin (default: this machine's)
  --currency CODE         ISO 4217 (default EUR)

Environment:

  DATABASE_URL            postgres://user:password@host:5432/database instead of the embedded store;
                          several server processes may then share one database
  MIGRATION_DATABASE_URL  the same database as the role that owns its tables, where that is not the role that serves
  BETTER_AUTH_SECRET      signs sessions, 32 characters or more (default: generated into FOLDER/secret);
                          all processes on one database need the same
  S3_ENDPOINT, S3_BUCKET  keep documents and photos in a bucket of an S3-compatible service instead of FOLDER/files:
  S3_ACCESS_KEY_ID        the service's address without the bucket, the bucket, and a key that may read, write, delete
  S3_SECRET_ACCESS_KEY    and list in it
  S3_REGION, S3_PREFIX    (default us-east-1; put before every key, such as outpost/)
  OUTPOST_ADMIN_EMAIL, OUTPOST_ADMIN_PASSWORD   as the options

Uploads that have not arrived whole wait in FOLDER/uploads, also with a bucket: behind a balancer, let a device come back to the same
process, or an interrupted upload begins anew.

Backups: stop the server and copy the data folder, or use PostgreSQL's own tools; a bucket is backed up where it is.
`;
