//! Logs: structured lines with request ids.
