//! What a figure of a measure can be. All other closed vocabularies, and how they are made, stand in
//! the folder's first file.

use std::fmt;

use super::{UnknownWord, Word};

vocabulary! {
    /// What the figure of a measure is, in the words that stand with it.
    MeasureRole ("role of a measure") {
        /// Where a source says that it starts from.
        Baseline = "baseline", "Baseline";
        /// What a source says is to be reached.
        Target = "target", "Target";
        /// What a source says is or was so, neither as a starting point nor as something to be reached.
        Reported = "reported", "Reported";
    }
}

vocabulary! {
    /// In which direction a figure is a change and no level.
    MeasureChange ("direction of a change") {
        /// By so much less: “down by 10%”.
        Decrease = "decrease", "A decrease by";
        /// By so much more: “2,000 more checks”.
        Increase = "increase", "An increase by";
    }
}
