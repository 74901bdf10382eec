//! Kinds of organisation, as sources name them in small letters: “fire and rescue services”,
//! “local councils”, “voluntary, community and faith organisations”. Which of them take part is
//! decided in `participants`.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::charities;
use crate::model::PartnerKind;

/// A kind of organisation named in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KindFound {
    /// First byte.
    pub(super) from: usize,
    /// One past the last byte.
    pub(super) to: usize,
    /// What kind it is.
    pub(super) kind: PartnerKind,
    /// Whether the words mean nothing else; others (“health”, “business”) name a kind only in an
    /// enumeration of kinds.
    pub(super) strong: bool,
}

const KINDS: &[(PartnerKind, bool, &[&str])] = &[
    (
        PartnerKind::NhsBody,
        true,
        &[
            "nhs",
            "partner trusts",
            "nhs providers",
            "nhs provider trusts",
            "nhs provider organisations",
            "nhs care provider organisations",
            "nhs and care providers",
            "provider trusts",
            "provider organisations",
            "health and care organisations",
            "health and care providers",
            "health and care partners",
            "health partners",
            "independent healthcare providers",
            "nhs trusts",
            "nhs organisations",
            "nhs partners",
            "nhs bodies",
            "nhs services",
            "hospital trusts",
            "hospitals",
            "acute trusts",
            "mental health trusts",
            "community trusts",
            "ambulance services",
            "ambulance service",
            "ambulance trusts",
            "gp practices",
            "general practices",
            "general practice",
            "gps",
            "gp surgeries",
            "general practitioners",
            "directors of public health",
            "primary care networks",
            "pharmacies",
            "community pharmacies",
            "health organisations",
            "health services",
            "primary care providers",
            "health providers",
            "healthcare providers",
            "dentists",
            "optometrists",
            "pharmacists",
            "icb",
            "icbs",
            "integrated care board",
            "integrated care boards",
        ],
    ),
    (
        PartnerKind::NhsBody,
        false,
        &[
            "health",
            "primary care",
            "healthcare",
            "mental health services",
            "community services",
            "secondary care",
            "acute care",
            "clinicians",
        ],
    ),
    (
        PartnerKind::LocalAuthority,
        true,
        &[
            "local authorities",
            "local councils",
            "councils",
            "local government",
            "county councils",
            "district councils",
            "borough councils",
            "city councils",
            "unitary authorities",
            "local authority partners",
            "district and borough councils",
            "parish councils",
            "town and parish councils",
            "councillors",
            "upper tier local authorities",
            "upper-tier local authorities",
            "upper-tier authorities",
            "local authority organisations",
            "local government partners",
            "districts and boroughs",
            "community councils",
        ],
    ),
    (
        PartnerKind::LocalAuthority,
        false,
        &[
            "social care",
            "adult social care",
            "public health",
            "children's services",
            "children’s services",
            "local authority",
            "districts",
            "boroughs",
        ],
    ),
    (
        PartnerKind::Other,
        true,
        &[
            "registered landlords",
            "social landlords",
            "registered social landlords",
            "jobcentres",
            "care providers",
            "social care providers",
            "care homes",
            "social care services",
            "housing associations",
            "housing providers",
            "care sector",
            "social care sector",
            "housing sector",
            "probation services",
            "probation service",
            "job centres",
            "registered providers",
            "public services",
            "other public services",
            "public sector organisations",
            "public sector partners",
            "trade unions",
            "prisons",
            "landlords",
            "jobcentre",
            "jobcentre plus",
        ],
    ),
    (
        PartnerKind::Other,
        false,
        &[
            "housing",
            "probation",
            "transport",
            "planning",
            "leisure",
            "criminal justice",
            "environment",
        ],
    ),
    (
        PartnerKind::Fire,
        true,
        &[
            "fire and rescue services",
            "fire and rescue service",
            "fire and rescue",
            "fire services",
            "fire service",
        ],
    ),
    (PartnerKind::Fire, false, &["fire"]),
    (
        PartnerKind::Police,
        true,
        &[
            "police",
            "the police",
            "police forces",
            "police services",
            "police and crime commissioner",
            "the police and crime commissioner",
            "police and crime commissioners",
        ],
    ),
    (PartnerKind::Healthwatch, true, &["healthwatch", "local healthwatch"]),
    (
        PartnerKind::University,
        true,
        &[
            "universities",
            "higher education",
            "academic partners",
            "academic and industry partners",
            "academic institutions",
            "research institutions",
            "research partners",
            "higher education institutions",
        ],
    ),
    (PartnerKind::University, false, &["academia", "research"]),
    (
        PartnerKind::Education,
        true,
        &[
            "schools",
            "primary schools",
            "secondary schools",
            "colleges",
            "schools and colleges",
            "further education colleges",
            "education providers",
            "nurseries",
            "education settings",
        ],
    ),
    (PartnerKind::Education, false, &["education"]),
    (
        PartnerKind::Business,
        true,
        &[
            "businesses",
            "local businesses",
            "employers",
            "local employers",
            "large employers",
            "business leaders",
            "chambers of commerce",
            "independent providers",
        ],
    ),
    (
        PartnerKind::Business,
        false,
        &["business", "industry", "independent sector", "private sector", "commerce"],
    ),
    (
        PartnerKind::Vcse,
        true,
        &[
            "voluntary sector",
            "community sector",
            "third sector",
            "third sector organisations",
            "third sector partners",
            "voluntary organisations",
            "community organisations",
            "community groups",
            "voluntary groups",
            "voluntary services",
            "charities",
            "hospices",
            "faith groups",
            "faith organisations",
            "faith communities",
            "places of worship",
            "residents' groups",
            "residents’ groups",
            "tenants' groups",
            "tenants’ groups",
            "social enterprises",
            "charitable organisations",
            "voluntary and community organisations",
            "voluntary and community sector",
            "voluntary and community groups",
            "voluntary and community services",
            "community and voluntary organisations",
            "community and voluntary sector",
            "community and voluntary groups",
            "vcse",
            "vcfse",
            "vcs",
            "vcse sector",
            "vcse organisations",
            "vcse partners",
            "vcse colleagues",
            "vcfse sector",
            "vcfse organisations",
            "vcs organisations",
            "voluntary, community and social enterprise sector",
            "voluntary, community and social enterprise organisations",
            "voluntary, community and social enterprise",
            "voluntary, community and social enterprises",
            "voluntary, community, faith and social enterprise",
            "voluntary, community, faith and social enterprise organisations",
            "voluntary, community, faith and social enterprise sector",
            "voluntary, community and faith organisations",
            "voluntary, community and faith sector",
            "voluntary, community and faith groups",
            "voluntary, community, faith and social enterprises",
            "voluntary community and social enterprise sector",
            "voluntary, faith and community sector",
            "voluntary community social enterprise sector",
            "voluntary and charitable organisations",
            "volunteers and charities",
            "voluntary, faith and community organisations",
        ],
    ),
    (PartnerKind::Vcse, false, &["voluntary", "faith", "volunteers"]),
    (
        PartnerKind::Public,
        true,
        &[
            "members of the public",
            "patient groups",
            "patient representatives",
            "carers' groups",
            "people who use services",
            "people with lived experience",
            "experts by experience",
            "unpaid carers",
        ],
    ),
    (
        PartnerKind::Public,
        false,
        &[
            "residents",
            "patients",
            "carers",
            "the public",
            "local people",
            "communities",
            "service users",
            "families",
            "citizens",
        ],
    ),
];

/// Finds kinds in one pass.
#[derive(Debug)]
pub(super) struct Kinds {
    /// `None` cannot happen with a few hundred phrases; nothing is found then.
    automaton: Option<AhoCorasick>,
    phrases: Vec<(PartnerKind, bool)>,
}

impl Default for Kinds {
    fn default() -> Self {
        let mut texts: Vec<String> = Vec::new();
        let mut phrases = Vec::new();
        for (kind, strong, names) in KINDS {
            for name in *names {
                texts.push((*name).to_owned());
                phrases.push((*kind, *strong));
            }
        }
        for name in charities::sector_names() {
            texts.push(name);
            phrases.push((PartnerKind::Vcse, true));
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::DFA))
            .ascii_case_insensitive(true)
            .build(texts)
            .ok();
        Self { automaton, phrases }
    }
}

impl Kinds {
    /// Who acts in a text that enumerates: they are not what it is about.
    pub(super) fn acting(&self, text: &str) -> Acting {
        if !text.contains(',') {
            return Acting::default();
        }
        let bodies = bodies(text);
        let kinds: Vec<KindFound> =
            self.find(text).into_iter().filter(|kind| kind.strong).collect();
        if bodies.len() < 2 && bodies.len() + kinds.len() < 3 {
            return Acting::default();
        }
        let places = |bytes: Vec<(usize, usize)>| {
            let mut characters = Characters::of(text);
            let place = |(from, to)| (characters.at(from), characters.at(to));
            bytes.into_iter().map(place).collect()
        };
        Acting {
            kinds: places(kinds.iter().map(|kind| (kind.from, kind.to)).collect()),
            bodies: places(bodies),
        }
    }

    /// The kinds named in a text, in order; whole words only.
    pub(super) fn find(&self, text: &str) -> Vec<KindFound> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(hit) = text.get(from..).and_then(|rest| automaton.find(rest)) {
            let (start, end) = (from + hit.start(), from + hit.end());
            let whole = !text[..start].ends_with(is_inside) && !text[end..].starts_with(is_inside);
            if whole {
                let (kind, strong) = self.phrases[hit.pattern().as_usize()];
                found.push(KindFound { from: start, to: end, kind, strong });
                from = end;
            } else {
                let step = text[start..].chars().next().map_or(1, char::len_utf8);
                // To the end of the word in which it stands: no phrase begins inside one.
                let word = text[start + step..].find(|sign| !is_inside(sign));
                from = word.map_or(text.len(), |word| start + step + word);
            }
        }
        found
    }
}

/// Places in characters of places in bytes that rise: each character is counted once.
struct Characters<'text> {
    text: &'text str,
    byte: usize,
    count: usize,
}

impl<'text> Characters<'text> {
    fn of(text: &'text str) -> Self {
        Self { text, byte: 0, count: 0 }
    }

    fn at(&mut self, byte: usize) -> usize {
        self.count += self.text.get(self.byte..byte).map_or(0, |between| between.chars().count());
        self.byte = byte;
        self.count
    }
}

/// Those who act in a text.
#[derive(Debug, Default)]
pub(super) struct Acting {
    /// Where kinds of organisation are named, by characters.
    pub(super) kinds: Vec<(usize, usize)>,
    /// Where words of the names of bodies stand, one for each body, by characters.
    pub(super) bodies: Vec<(usize, usize)>,
}

/// Words of names of bodies; no name has two that stand further apart than commas allow.
const BODIES: &[&str] =
    &["Council", "Trust", "Healthwatch", "University", "Police", "NHS", "Board", "Association"];

/// None of them overlaps another.
static NAMES_BODY: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(BODIES).ok()
});

/// The words of named bodies in a text, the first of each stretch between commas, stops, “and”:
/// “NHS Vale Integrated Care Board” is one body.
fn bodies(text: &str) -> Vec<(usize, usize)> {
    let hits = NAMES_BODY.iter().flat_map(|automaton| automaton.find_iter(text));
    let mut found: Vec<(usize, usize)> = hits.map(|hit| (hit.start(), hit.end())).collect();
    found.dedup_by(|later, earlier| {
        let between = text.get(earlier.0..later.0).unwrap_or_default();
        !between.contains([',', ';', '.', '(']) && !between.contains(" and ")
    });
    found
}

fn is_inside(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '-'
}
