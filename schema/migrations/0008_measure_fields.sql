-- What a program reads in the words of a measure: number, unit, role, change and date. Nothing is
-- known of rows that are older, and an earlier program leaves these columns as they are.

alter table "measure" add column "number" double precision;
alter table "measure" add column "number_to" double precision;
alter table "measure" add column "unit" text;
alter table "measure" add column "role" text;
alter table "measure" add column "change" text;
alter table "measure" add column "date_from" text;
alter table "measure" add column "date" text;
alter table "measure" add column "method" text;

alter table "proposal" add column "number" double precision;
alter table "proposal" add column "number_to" double precision;
alter table "proposal" add column "unit" text;
alter table "proposal" add column "measure_role" text;
alter table "proposal" add column "change" text;
alter table "proposal" add column "date_from" text;
alter table "proposal" add column "date" text;
