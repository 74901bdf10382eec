-- What each change is about, so that the changes of one partnership or theme are found without
-- reading the whole log. Changes that were logged before this table have no subjects here.

create table "change_subject" (
    "kind" text not null,
    "slug" text not null,
    "revision" bigint not null,
    "position" bigint not null,
    primary key ("kind", "slug", "revision", "position")
);
