-- Which history a revision belongs to: the digest of all changes up to and with it. Empty for those
-- that were committed by earlier programs; theirs is made of the columns that there were.
alter table "revision" add column "lineage" text not null default '';

-- The earliest form that a program must know in order to go on reading, and to go on writing, after
-- a migration; 0 where the migration does not say, which lets no earlier program in.
alter table "schema_migration" add column "reads_from" bigint not null default 0;
alter table "schema_migration" add column "writes_from" bigint not null default 0;
