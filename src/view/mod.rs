//! The derived state: graph and search index of one revision, immutable, published together.
