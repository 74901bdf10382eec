-- Tokens for writing. They are no part of the record: making one makes no revision, and exports and
-- views never see them. `hash` is Argon2id of the secret part; `prefix` is public and finds the row.

create table "token" (
    "prefix" text primary key,
    "name" text not null unique,
    "role" text not null,
    "hash" text not null,
    "created" text not null,
    "expires" text,
    "revoked" text
);
