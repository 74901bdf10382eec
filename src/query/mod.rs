//! Questions on a view, answered in plain structs. Knows `view` and `model`, never `store` and no face.
