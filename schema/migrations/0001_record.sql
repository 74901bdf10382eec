-- The record, its revisions and its change log. One text for SQLite and PostgreSQL, so: text,
-- bigint (0/1 for yes/no) and double precision only; dates as ISO 8601 text; lists as JSON text.
-- Columns are named and ordered as the fields of the rows in src/model; `revision` is the revision
-- that last wrote the row. Nothing cascades: whoever removes a row logs each removal. Not foreign
-- keys, but checked before each write: lists of references, and partnership.population_source
-- (sources refer to partnerships already, and the engines have no common way to close that circle).

create table "graph_state" (
    "id" bigint primary key check ("id" = 1),
    "revision" bigint not null,
    -- Of the seed that was loaded last and of the code that read it: equal, nothing to do.
    "seed_fingerprint" text
);
insert into "graph_state" ("id", "revision") values (1, 0);

create table "revision" (
    "number" bigint primary key,
    "at" text not null,
    "by" text not null,
    "summary" text not null
);

create table "change" (
    "revision" bigint not null references "revision" ("number"),
    "position" bigint not null,
    "row_table" text not null,
    "row_id" text not null,
    "action" text not null,
    "before" text,
    "after" text,
    primary key ("revision", "position")
);

create table "theme" (
    "slug" text primary key,
    "broader" text references "theme" ("slug") deferrable initially deferred,
    "position" bigint not null,
    "label" text not null,
    "definition" text not null,
    "alt_labels" text not null,
    "phrases" text not null,
    "lookalikes" text not null,
    "not_themes" text not null,
    "revision" bigint not null
);
create index "theme_broader" on "theme" ("broader");

create table "framework" (
    "slug" text primary key,
    "position" bigint not null,
    "label" text not null,
    "publisher" text not null,
    "edition" text,
    "url" text,
    "wording_checked" bigint not null,
    "revision" bigint not null
);

create table "topic" (
    "slug" text primary key,
    "framework" text not null references "framework" ("slug"),
    "key" text not null,
    "position" bigint not null,
    "label" text not null,
    "revision" bigint not null
);
create index "topic_framework" on "topic" ("framework");

create table "topic_mapping" (
    "id" text primary key,
    "topic" text not null references "topic" ("slug"),
    "theme" text not null references "theme" ("slug"),
    "position" bigint not null,
    "relation" text not null,
    "revision" bigint not null
);
create index "topic_mapping_topic" on "topic_mapping" ("topic");
create index "topic_mapping_theme" on "topic_mapping" ("theme");

create table "partner" (
    "slug" text primary key,
    "name" text not null,
    "kind" text not null,
    "aliases" text not null,
    "ods_code" text,
    "gss_code" text,
    "generic" bigint not null,
    "revision" bigint not null
);

create table "partnership" (
    "slug" text primary key,
    "name" text not null,
    "aliases" text not null,
    "system" text,
    "region" text not null,
    "board_name" text not null,
    "board_ods" text,
    "board_codes" text not null,
    "population" bigint,
    "population_source" text,
    "population_note" text,
    "coverage" text not null,
    "notes" text,
    "revision" bigint not null
);

create table "source" (
    "id" text primary key,
    "partnership" text not null references "partnership" ("slug"),
    "key" text not null,
    "url" text,
    "title" text not null,
    "publisher" text,
    "kind" text not null,
    "speaker" text not null,
    "published" text,
    "revision" bigint not null
);
create index "source_partnership" on "source" ("partnership");

create table "council_membership" (
    "id" text primary key,
    "partnership" text not null references "partnership" ("slug"),
    "partner" text not null references "partner" ("slug"),
    "position" bigint not null,
    "part" bigint not null,
    "revision" bigint not null
);
create index "council_membership_partnership" on "council_membership" ("partnership");
create index "council_membership_partner" on "council_membership" ("partner");

create table "board_change" (
    "id" text primary key,
    "partnership" text not null references "partnership" ("slug"),
    "position" bigint not null,
    "kind" text not null,
    "with" text not null,
    "to" text not null,
    "on" text not null,
    "status" text not null,
    "source" text not null references "source" ("id"),
    "note" text,
    "revision" bigint not null
);
create index "board_change_partnership" on "board_change" ("partnership");
create index "board_change_source" on "board_change" ("source");

create table "listed_document" (
    "id" text primary key,
    "partnership" text not null references "partnership" ("slug"),
    "position" bigint not null,
    "title" text not null,
    "kind" text not null,
    "scope" text,
    "source" text not null references "source" ("id"),
    "revision" bigint not null
);
create index "listed_document_partnership" on "listed_document" ("partnership");
create index "listed_document_source" on "listed_document" ("source");

create table "membership" (
    "id" text primary key,
    "partnership" text not null references "partnership" ("slug"),
    "partner" text not null references "partner" ("slug"),
    "position" bigint not null,
    "role" text,
    "named_as" text not null,
    "sources" text not null,
    "revision" bigint not null
);
create index "membership_partnership" on "membership" ("partnership");
create index "membership_partner" on "membership" ("partner");

create table "strategy" (
    "slug" text primary key,
    "partnership" text not null references "partnership" ("slug"),
    "key" text not null,
    "position" bigint not null,
    "kind" text not null,
    "edition" text not null,
    "title" text not null,
    "title_exact" bigint not null,
    "published" text,
    "period_from" bigint,
    "period_to" bigint,
    "vision" text,
    "vision_source" text references "source" ("id"),
    "also_serves_as" text not null,
    "source" text not null references "source" ("id"),
    "revision" bigint not null
);
create index "strategy_partnership" on "strategy" ("partnership");
create index "strategy_vision_source" on "strategy" ("vision_source");
create index "strategy_source" on "strategy" ("source");

create table "priority_list" (
    "id" text primary key,
    "strategy" text not null references "strategy" ("slug"),
    "position" bigint not null,
    "role" text not null,
    "called" text,
    "stated_count" bigint,
    "complete" bigint not null,
    "ordered" bigint not null,
    "source" text not null references "source" ("id"),
    "revision" bigint not null
);
create index "priority_list_strategy" on "priority_list" ("strategy");
create index "priority_list_source" on "priority_list" ("source");

create table "priority" (
    "slug" text primary key,
    "list" text not null references "priority_list" ("id"),
    "strategy" text not null references "strategy" ("slug"),
    "position" bigint not null,
    "name" text not null,
    "exact" bigint not null,
    "gist" text,
    "parent" text references "priority" ("slug") deferrable initially deferred,
    "sources" text not null,
    "revision" bigint not null
);
create index "priority_of_list" on "priority" ("list");
create index "priority_strategy" on "priority" ("strategy");
create index "priority_parent" on "priority" ("parent");

create table "priority_theme" (
    "id" text primary key,
    "priority" text not null references "priority" ("slug"),
    "theme" text not null references "theme" ("slug"),
    "position" bigint not null,
    "method" text not null,
    "confidence" double precision,
    "revision" bigint not null
);
create index "priority_theme_priority" on "priority_theme" ("priority");
create index "priority_theme_theme" on "priority_theme" ("theme");

create table "programme" (
    "slug" text primary key,
    "partnership" text not null references "partnership" ("slug"),
    "position" bigint not null,
    "name" text not null,
    "gist" text,
    "from" text,
    "to" text,
    "sources" text not null,
    "revision" bigint not null
);
create index "programme_partnership" on "programme" ("partnership");

create table "programme_partner" (
    "id" text primary key,
    "programme" text not null references "programme" ("slug"),
    "partner" text not null references "partner" ("slug"),
    "position" bigint not null,
    "revision" bigint not null
);
create index "programme_partner_programme" on "programme_partner" ("programme");
create index "programme_partner_partner" on "programme_partner" ("partner");

create table "programme_service" (
    "id" text primary key,
    "programme" text not null references "programme" ("slug"),
    "priority" text not null references "priority" ("slug"),
    "position" bigint not null,
    "revision" bigint not null
);
create index "programme_service_programme" on "programme_service" ("programme");
create index "programme_service_priority" on "programme_service" ("priority");

create table "measure" (
    "slug" text primary key,
    "partnership" text not null references "partnership" ("slug"),
    "position" bigint not null,
    "programme" text references "programme" ("slug"),
    "what" text not null,
    "value" text not null,
    "source" text not null references "source" ("id"),
    "revision" bigint not null
);
create index "measure_partnership" on "measure" ("partnership");
create index "measure_programme" on "measure" ("programme");
create index "measure_source" on "measure" ("source");

create table "document" (
    "slug" text primary key,
    "partnership" text references "partnership" ("slug"),
    "strategy" text references "strategy" ("slug"),
    "title" text not null,
    "origin" text not null,
    "url" text,
    "publisher" text,
    "media_type" text not null,
    "sha256" text not null,
    "size_bytes" bigint not null,
    "pages" bigint,
    "published" text,
    "complete" bigint not null,
    "source" text references "source" ("id"),
    "first_seen" text not null,
    "recogniser" text not null,
    "revision" bigint not null
);
create index "document_partnership" on "document" ("partnership");
create index "document_strategy" on "document" ("strategy");
create index "document_source" on "document" ("source");
create index "document_sha256" on "document" ("sha256");
create index "document_origin" on "document" ("origin");
create index "document_revision" on "document" ("revision");

create table "document_text" (
    "document" text primary key references "document" ("slug"),
    "text" text not null,
    "revision" bigint not null
);

create table "passage" (
    "slug" text primary key,
    "document" text not null references "document" ("slug"),
    "position" bigint not null,
    "kind" text not null,
    "headings" text not null,
    "page" bigint,
    "start" bigint not null,
    "end" bigint not null,
    "text" text not null,
    "revision" bigint not null
);
create index "passage_document" on "passage" ("document");
create index "passage_revision" on "passage" ("revision");

create table "passage_theme" (
    "id" text primary key,
    "passage" text not null references "passage" ("slug"),
    "theme" text not null references "theme" ("slug"),
    "position" bigint not null,
    "method" text not null,
    "confidence" double precision,
    "spans" text not null,
    "revision" bigint not null
);
create index "passage_theme_passage" on "passage_theme" ("passage");
create index "passage_theme_theme" on "passage_theme" ("theme");
create index "passage_theme_revision" on "passage_theme" ("revision");

create table "passage_partner" (
    "id" text primary key,
    "passage" text not null references "passage" ("slug"),
    "partner" text not null references "partner" ("slug"),
    "method" text not null,
    "spans" text not null,
    "revision" bigint not null
);
create index "passage_partner_passage" on "passage_partner" ("passage");
create index "passage_partner_partner" on "passage_partner" ("partner");
create index "passage_partner_revision" on "passage_partner" ("revision");
