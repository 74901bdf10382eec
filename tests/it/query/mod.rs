//! Tests of the area `query`: answers from the real seed and from small records made here.

mod comparison;
mod coverage;
mod edition_difference;
mod measures;
mod paths;
mod printed;
mod replaced;
mod scene;
