//! The one composition root: store, view and faces put together, and the frame in which they
//! run: the data directory, the listener, the end.
//!
//! Not here: what any part does, and arguments (`cli`).

mod connections;
mod data_dir;
mod serve;

pub use data_dir::DataDir;
pub use serve::{Ending, Patience, Stop, bind, run, serve, stop_signals};
