//! The web explorer: one struct per page, templates, typed addresses.
