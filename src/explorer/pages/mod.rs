//! One file for each page or family of pages; one struct for each page, built from a view by
//! `build` and printed by the template of its name.

pub(crate) mod about;
pub(crate) mod api;
pub(crate) mod changes;
pub(crate) mod compare;
pub(crate) mod document;
pub(crate) mod failure;
pub(crate) mod feed;
pub(crate) mod framework;
pub(crate) mod history;
pub(crate) mod home;
pub(crate) mod later_partnership;
pub(crate) mod measure;
pub(crate) mod partner;
pub(crate) mod partnership;
pub(crate) mod priority;
pub(crate) mod programme;
pub(crate) mod region;
pub(crate) mod search;
pub(crate) mod sitemap;
pub(crate) mod strategy;
pub(crate) mod theme;
