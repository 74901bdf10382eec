//! Tests of the area `view`.
