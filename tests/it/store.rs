//! Tests of the area `store`.
