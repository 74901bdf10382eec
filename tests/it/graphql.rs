//! Tests of the area `graphql`.
