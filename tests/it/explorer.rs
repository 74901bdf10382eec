//! Tests of the area `explorer`.
