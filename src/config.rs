//! Settings: one struct, read from file, environment and flags, in that order of precedence (last wins).
