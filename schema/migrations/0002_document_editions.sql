-- A document that is seen again tells when; one that changed at its address is a new edition of
-- the one before, which stays.

alter table "document" add column "last_seen" text not null default '';
alter table "document" add column "supersedes" text references "document" ("slug")
    deferrable initially deferred;
update "document" set "last_seen" = "first_seen";
create index "document_supersedes" on "document" ("supersedes");
create index "document_url" on "document" ("url");
