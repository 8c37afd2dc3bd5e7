PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE changes (document_id TEXT PRIMARY KEY, generation INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO "changes" VALUES('32fbfe493fbe1bf5',1);
INSERT INTO "changes" VALUES('00ebfe264cca1b0b',3);
INSERT INTO "changes" VALUES('1c3b9976f07b58bf',4);
CREATE TABLE documents (id TEXT PRIMARY KEY, title TEXT, format TEXT NOT NULL, text TEXT NOT NULL,
    characters INTEGER NOT NULL);
INSERT INTO "documents" VALUES('32fbfe493fbe1bf5','公安局','text','公安局

睦洲派出所民警在村内进行治安巡逻。
',23);
INSERT INTO "documents" VALUES('00ebfe264cca1b0b','县域经济','text','县域经济

GDP总量突破4000亿元，为4022.25亿元，增长5.5%。
',39);
CREATE TABLE failures (path TEXT PRIMARY KEY, folder TEXT, reason TEXT NOT NULL);
INSERT INTO "failures" VALUES('/tmp/old/文件/坏.pdf','/tmp/old/文件','不支持“.pdf”格式，目前可以读 .markdown、.md、.txt。');
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
INSERT INTO "meta" VALUES('encoder','fake');
INSERT INTO "meta" VALUES('folders','["/tmp/old/\u6587\u4ef6"]');
INSERT INTO "meta" VALUES('generation',4);
INSERT INTO "meta" VALUES('probe',X'A17D143FD6FCC5BDD6FC45BE0C7CF73ED6FCC5BEA17D94BED6FCC5BE00000000');
INSERT INTO "meta" VALUES('recipe','1-(100, 350)-1-0.42.1-e3b0c44298fc1c14');
CREATE TABLE passages (
    id TEXT PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents(id), ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL, headings TEXT NOT NULL, spans TEXT NOT NULL, text TEXT NOT NULL, digest TEXT NOT NULL
);
INSERT INTO "passages" VALUES('09037e9f49b8fcf8','32fbfe493fbe1bf5',0,'paragraph','["公安局"]','[[5, 22]]','睦洲派出所民警在村内进行治安巡逻。','61d37de99f2e36e605f00dc416e970b3');
INSERT INTO "passages" VALUES('6ab9b67759b093b0','00ebfe264cca1b0b',0,'paragraph','["县域经济"]','[[6, 38]]','GDP总量突破4000亿元，为4022.25亿元，增长5.5%。','d5ad0a68d4ed5e155af9439591472489');
CREATE TABLE sources (path TEXT PRIMARY KEY, folder TEXT, document_id TEXT NOT NULL REFERENCES documents(id));
INSERT INTO "sources" VALUES('/tmp/old/文件/公安.txt','/tmp/old/文件','32fbfe493fbe1bf5');
INSERT INTO "sources" VALUES('/tmp/old/文件/经济.txt','/tmp/old/文件','00ebfe264cca1b0b');
CREATE TABLE tombstones (passage_id TEXT PRIMARY KEY, generation INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO "tombstones" VALUES('66ac2d113ff81274',4);
CREATE TABLE vectors (digest TEXT PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID;
INSERT INTO "vectors" VALUES('61d37de99f2e36e605f00dc416e970b3',X'254912BEB76DDBBE254992BE00000000B76DDBBE254912BFB76DDB3E254912BE');
INSERT INTO "vectors" VALUES('d5ad0a68d4ed5e155af9439591472489',X'C46F9F3EA5276F3EB54BC73EC46F1F3FC46F9F3EA5276F3EC46F9F3DB54BC73E');
CREATE INDEX sources_by_document ON sources(document_id);
CREATE INDEX passages_by_document ON passages(document_id, ordinal);
CREATE INDEX passages_by_digest ON passages(digest);
CREATE INDEX changes_by_generation ON changes(generation);
CREATE INDEX tombstones_by_generation ON tombstones(generation);
COMMIT;
