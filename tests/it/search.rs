//! Tests of the area `search`.
