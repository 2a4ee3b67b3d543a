-- Generated from core/schema by scripts/generate-migrations.ts.

CREATE VIRTUAL TABLE "leadsSearch" USING fts5 (
  "searchText", content='leads', content_rowid='rowKey', tokenize='trigram case_sensitive 1', detail='none', columnsize=0
);
CREATE TRIGGER "leadsSearch_insert" AFTER INSERT ON "leads" BEGIN
  INSERT INTO "leadsSearch" (rowid, "searchText") VALUES (new."rowKey", new."searchText");
END;
CREATE TRIGGER "leadsSearch_delete" AFTER DELETE ON "leads" BEGIN
  INSERT INTO "leadsSearch" ("leadsSearch", rowid, "searchText") VALUES ('delete', old."rowKey", old."searchText");
END;
CREATE TRIGGER "leadsSearch_update" AFTER UPDATE OF "searchText" ON "leads" WHEN old."searchText" IS NOT new."searchText" BEGIN
  INSERT INTO "leadsSearch" ("leadsSearch", rowid, "searchText") VALUES ('delete', old."rowKey", old."searchText");
  INSERT INTO "leadsSearch" (rowid, "searchText") VALUES (new."rowKey", new."searchText");
END;

CREATE VIRTUAL TABLE "notesSearch" USING fts5 (
  "searchText", content='notes', content_rowid='rowKey', tokenize='trigram case_sensitive 1', detail='none', columnsize=0
);
CREATE TRIGGER "notesSearch_insert" AFTER INSERT ON "notes" BEGIN
  INSERT INTO "notesSearch" (rowid, "searchText") VALUES (new."rowKey", new."searchText");
END;
CREATE TRIGGER "notesSearch_delete" AFTER DELETE ON "notes" BEGIN
  INSERT INTO "notesSearch" ("notesSearch", rowid, "searchText") VALUES ('delete', old."rowKey", old."searchText");
END;
CREATE TRIGGER "notesSearch_update" AFTER UPDATE OF "searchText" ON "notes" WHEN old."searchText" IS NOT new."searchText" BEGIN
  INSERT INTO "notesSearch" ("notesSearch", rowid, "searchText") VALUES ('delete', old."rowKey", old."searchText");
  INSERT INTO "notesSearch" (rowid, "searchText") VALUES (new."rowKey", new."searchText");
END;
