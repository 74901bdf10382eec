//! Tests of the area `records`.
