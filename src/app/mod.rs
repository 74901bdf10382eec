//! The one composition root: store, view and faces put together, and the frame in which they
//! run: the data directory, the listener, the end.
//!
//! Not here: what any part does, and arguments (`cli`).

mod backup;
mod build;
mod connections;
mod corpus;
mod data_dir;
mod doctor;
mod following;
mod history;
mod inherited;
mod intake;
mod memory;
mod pinning;
pub mod reading;
mod releases;
pub mod seed;
mod serve;
mod service;
mod snapshot;
mod uploads;
mod warming;

pub use backup::{back_up, restore_backup, verify_backup};
pub use build::build_id;
pub use corpus::{Loaded, Progress, load_corpus};
pub use data_dir::DataDir;
pub use doctor::{Finding, Severity, examine};
pub use memory::use_small_pages;
pub use releases::ReleaseViews;
pub use serve::{Ending, Patience, Stop, bind, run, serve, stop_signals};
pub use service::{Service, database_file, index_directory, open_record, open_store, open_view};
pub use snapshot::{SnapshotHeading, take_snapshot};
