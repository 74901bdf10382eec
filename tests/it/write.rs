//! Tests of the area `write`.
