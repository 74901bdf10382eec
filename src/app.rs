//! The one composition root: store, view and faces put together.
