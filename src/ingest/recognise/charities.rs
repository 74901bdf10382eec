//! What the sector of charities calls itself: ever the same few words in ever other order, before a
//! noun for all of them (“voluntary, community & social enterprise partners”). Other kinds of
//! organisation, and words for charities that do not follow this pattern, stand in `kinds`.

/// What they are: each with each of [`ENDINGS`].
const BASES: &[&str] = &[
    "voluntary",
    "voluntary and community",
    "community and voluntary",
    "voluntary & community",
    "voluntary, community and faith",
    "voluntary, faith and community",
    "voluntary, community & social enterprise",
    "voluntary, community and social enterprise",
    "voluntary, community and social enterprise (vcse)",
    "voluntary community and social enterprise",
    "voluntary, community, faith and social enterprise",
    "voluntary, community, faith and social enterprise (vcfse)",
    "voluntary, community, faith & social enterprise",
    "voluntary, community, and faith and social enterprise",
    "voluntary, community, and faith and social enterprises",
    "voluntary, community, faith, and social enterprise",
    "community, faith and social enterprise",
    "community, faith and social enterprise (vcfse)",
    "community and faith",
    "community and social enterprise",
    "vcse",
    "vcfse",
    "vcs",
];
/// Nouns for all of them.
const ENDINGS: &[&str] = &[
    " sector",
    " sectors",
    " organisations",
    " partners",
    " groups",
    " sector partners",
    " sector organisations",
];

/// Every way to name the sector, in small letters.
pub(super) fn sector_names() -> impl Iterator<Item = String> {
    BASES.iter().flat_map(|base| ENDINGS.iter().map(move |ending| format!("{base}{ending}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partners_of_the_sector_are_named_with_and_without_its_short_name() {
        let names: Vec<String> = sector_names().collect();
        for name in [
            "voluntary, community & social enterprise partners",
            "community, faith and social enterprise (vcfse) organisations",
        ] {
            assert!(names.iter().any(|known| known == name), "{name}");
        }
        assert!(!names.iter().any(|known| known == "community"));
    }
}
