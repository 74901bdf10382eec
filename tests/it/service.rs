//! Tests of the area `service`.
