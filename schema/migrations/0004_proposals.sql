-- What was extracted from documents, where it was seen, and the facts to which it leads. Decisions
-- outlive seeds, so partnership, strategy, partner, theme and fact are names, not foreign keys.

create table "proposal" (
    "id" text primary key,
    "kind" text not null,
    "partnership" text not null,
    "strategy" text,
    "name" text not null,
    "list_role" text,
    "list_called" text,
    "list_count" bigint,
    "list_ordered" bigint not null,
    "list_place" bigint not null,
    "position" bigint not null,
    "parent" text,
    "value" text,
    "partner" text,
    "partner_kind" text,
    "generic" bigint not null,
    "themes" text not null,
    "confidence" double precision not null,
    "status" text not null,
    "fact_table" text,
    "fact" text,
    "decided_by" text,
    "decided_at" text,
    "reason" text,
    "revision" bigint not null
);
create index "proposal_status" on "proposal" ("status");
create index "proposal_strategy" on "proposal" ("strategy");
create index "proposal_partnership" on "proposal" ("partnership");
create index "proposal_revision" on "proposal" ("revision");

create table "proposal_evidence" (
    "id" text primary key,
    "proposal" text not null references "proposal" ("id"),
    "document" text not null references "document" ("slug"),
    "passage" text references "passage" ("slug"),
    "start" bigint not null,
    "end" bigint not null,
    "quote" text not null,
    "method" text not null,
    "confidence" double precision not null,
    "recogniser" text not null,
    "revision" bigint not null
);
create index "proposal_evidence_proposal" on "proposal_evidence" ("proposal");
create index "proposal_evidence_document" on "proposal_evidence" ("document");
create index "proposal_evidence_passage" on "proposal_evidence" ("passage");
create index "proposal_evidence_revision" on "proposal_evidence" ("revision");

create table "proposal_fact" (
    "id" text primary key,
    "row_table" text not null,
    "row_id" text not null,
    "proposal" text not null references "proposal" ("id"),
    "makes" bigint not null,
    "revision" bigint not null
);
create index "proposal_fact_proposal" on "proposal_fact" ("proposal");
create index "proposal_fact_revision" on "proposal_fact" ("revision");
