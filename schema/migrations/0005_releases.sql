-- Releases: named revisions whose rows are kept for good. The rows stand in `release_part`, as they
-- were, independent of the tables of the record and of the change log: neither a later form of the
-- tables nor a summarised log can change what a release says. Nothing updates or deletes here.

create table "release" (
    "name" text primary key,
    "revision" bigint not null,
    "at" text not null,
    "by" text not null,
    "note" text,
    -- The version of the program that froze it.
    "program" text not null,
    "rows" bigint not null,
    -- Of the rows before compression, in order: what a citation can be checked against.
    "sha256" text not null
);

-- Rows of one table each, as lines of JSON, compressed by gzip, in base64.
create table "release_part" (
    "release" text not null references "release" ("name"),
    "position" bigint not null,
    "row_table" text not null,
    "content" text not null,
    primary key ("release", "position")
);
