//! The GraphQL face: types of the published schema and resolvers of a few lines.
//!
//! One file for each type of the schema. Questions are answered by `query`; nothing here looks
//! into a view.
//!
//! | file | what |
//! |---|---|
//! | `schema`, `root` | the schema and the type `Query` |
//! | `mutation`, `desk`, `proposal` | writes: what can be asked for, who takes them, and what they are about |
//! | `bounds`, `tokens`, `size`, `introspection`, `cost`, `supervision` | how large a question may be, what it costs, how long it may run |
//! | `reading` | what one request reads, and how rows become objects |
//! | `connection`, `global_id`, `node` | Relay's conventions, written once |
//! | `date`, `url`, `int`, `vocabulary`, `filter` | scalars, enums, inputs |
//! | `partnership` … `dataset` | the types of the domain |
//! | `coverage`, `comparison`, `wording`, `attention`, `similarity`, `distinctive`, `groups`, `standing`, `edition_difference`, `quotation` | the types of answers that are worked out |
//! | `change`, `release` | the history of the data, and its named revisions |
//! | `routes`, `question`, `stored`, `known_questions`, `negotiation`, `execution`, `answer`, `written`, `nulls`, `suggestion`, `redaction`, `operation` | the endpoint after the GraphQL-over-HTTP specification |
//! | `live` | subscriptions, over WebSocket and server-sent events |
//! | `pages`, `assets`, `examples` | the pages on which people try queries |

// Resolvers must be `async` for the library, though all of ours answer from memory.
#![allow(clippy::unused_async)]

mod answer;
mod as_of;
mod assets;
mod attention;
mod board;
mod bounds;
mod change;
mod citation;
mod comparison;
mod connection;
mod cost;
mod council;
mod coverage;
mod dataset;
mod date;
mod desk;
mod distinctive;
mod document;
mod edition_difference;
mod evidence;
mod examples;
mod execution;
mod filter;
mod framework;
mod framework_topic;
mod global_id;
mod graph;
mod groups;
mod highlight;
mod hollow;
mod int;
mod introspection;
mod known_document;
mod known_questions;
mod live;
mod measure;
mod membership;
mod missing;
mod mutation;
mod negotiation;
mod node;
mod nulls;
mod operation;
mod pages;
mod partner;
mod partnership;
mod passage;
mod priority;
mod priority_list;
mod programme;
mod proposal;
mod question;
mod quotation;
mod reading;
mod redaction;
mod region;
mod release;
mod required;
mod root;
mod routes;
mod schema;
mod search;
mod search_facets;
mod shape;
mod similarity;
mod size;
mod source;
mod standing;
mod stored;
mod strategy;
mod suggestion;
mod supervision;
mod theme;
mod theme_assignment;
mod tokens;
mod url;
mod vocabulary;
mod wording;
mod written;

use std::path::PathBuf;

use axum::Router;

use crate::http::addresses::BaseUrl;
pub use bounds::Bounds;
pub use desk::{AtDesk, Desk, IngestRequest, Job, Progress, Work};
pub use examples::{Example, list_examples};
pub use introspection::INTROSPECTION;
pub use live::{Subscription, live_routes};
pub use mutation::Mutation;
pub use reading::Reading;
pub use root::Query;
pub use routes::{CurrentView, Face};
pub use schema::{Schema, build_schema, sdl};

/// The routes of the face, bounded as usual: the endpoint `/graphql`, the console at `/console`, and
/// `/graphiql`.
///
/// Each request takes one view from `view` at its start; `base` is the address of the service.
/// `graphiql` is a folder in which the operator may have put GraphiQL's release files; without
/// them `/graphiql` is our own console too.
pub fn routes(view: CurrentView, base: BaseUrl, graphiql: impl Into<Option<PathBuf>>) -> Router {
    Face { graphiql: graphiql.into(), ..Face::new(view, base) }.routes()
}
