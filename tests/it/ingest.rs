//! Tests of the area `ingest`.
