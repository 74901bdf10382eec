//! Partners: the register of organisations and kinds of organisation, and their memberships.

use serde::{Deserialize, Serialize};

use super::{PartnerKind, Slug};

/// An organisation, or a kind of organisation where sources name only the kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Partner {
    /// Stable readable name, such as `kent-county-council`.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// What kind of organisation it is.
    pub kind: PartnerKind,
    /// Other names, former names, abbreviations.
    pub aliases: Vec<String>,
    /// Code of the NHS Organisation Data Service.
    pub ods_code: Option<String>,
    /// GSS code of the Office for National Statistics.
    pub gss_code: Option<String>,
    /// Whether this is a kind of organisation (“the police”) rather than one organisation.
    pub generic: bool,
}

/// The relation of a partner to a partnership.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Membership {
    /// `{partnership}.{partner}`, with `.2`, `.3` … where the record states it more than once.
    pub id: Slug,
    /// The partnership.
    pub partnership: Slug,
    /// The partner.
    pub partner: Slug,
    /// Place in the partnership's record, from 0.
    pub position: i64,
    /// What the partner does there, after the source.
    pub role: Option<String>,
    /// The name by which the source calls it.
    pub named_as: String,
    /// Which sources say so.
    pub sources: Vec<Slug>,
}
