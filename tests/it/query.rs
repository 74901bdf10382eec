//! Tests of the area `query`.
