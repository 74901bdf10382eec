//! The partners of a document: organisations and kinds of organisation that make, own, join in or
//! deliver the strategy or programme. Not every organisation that is named takes part: national
//! bodies, committees, the partnership itself and hosts of awards do not, and a kind takes part
//! where it is listed among others or said to be worked with.

use std::{cell::LazyCell, sync::LazyLock};

use super::{
    enumerated,
    gathered::Gathered,
    kinds::{KindFound, Kinds},
    organisations,
    phrase_list::PhraseList,
    single_kinds,
    spot::Spot,
    whole_names::{is_whole_name, lists_of_members, only_kind},
    words::{begins_with, ends_with, offset_in, small_number, without_possessive},
};
use crate::{
    ingest::extracted::ExtractedPartner,
    model::{PartnerKind, PassageKind, Slug, Span},
};

/// A name of the register found in a passage, by bytes of its text.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// First byte.
    pub(super) from: usize,
    /// One past the last byte.
    pub(super) to: usize,
    /// The same by characters, with the name as the register writes it.
    pub(super) span: Span,
    /// The entry.
    pub(super) partner: Slug,
    /// Its kind.
    pub(super) kind: PartnerKind,
    /// Whether it is a kind of organisation.
    pub(super) generic: bool,
}

/// Words that say that those who follow take part.
static TOGETHER: LazyLock<PhraseList> = LazyLock::new(|| {
    PhraseList::of([
        "partner",
        "alliance",
        "made up of",
        "made of",
        "brings together",
        "bringing together",
        "will bring ",
        "working with",
        "work with",
        "works with",
        "worked with",
        "together with",
        "together by",
        "developed by",
        "developed with",
        "led by",
        "jointly",
        "members",
        "comprises",
        "collaborat",
        "joint work",
        "alongside",
        "working together",
        "work together",
        "in partnership",
        "agreed by",
        "agreed with",
        "written by",
        "wrote",
        "owned by",
        "committee of",
        "committee between",
        "partnership between",
        "agreement between",
        "delivered by",
        "inputs",
        "inputs of",
        "contributed",
        "come together",
        "came together",
        "share",
        "organisations across",
        "everyone from",
        "leaders from",
        "representatives of",
        "representatives from",
        "attended by",
        "joined by",
        "consists of",
        "co-produced",
        "coproduced",
        "shaped by",
        "our health, social care",
    ])
});
/// So many lines may tell whose paper it is.
const FIRST_LINES: usize = 3;
/// Words right before an enumeration of those who are asked for their views: they are consulted,
/// which makes no partner of them.
const ASKED: &[&str] = &[
    "asking", "asked", "asks", "ask", "invite", "invited", "inviting", "invites", "heard", "hear",
];
/// Bodies that are named and do not take part.
const NATIONAL: &[&str] = &[
    "nhs england",
    "nhse",
    "care quality commission",
    "cqc",
    "department",
    "government",
    "ministry",
    "parliament",
    "uk health security agency",
    "ukhsa",
    "office for",
    "local government association",
    "king's fund",
    "king’s fund",
    "nuffield",
    "nice",
    "nhs confederation",
    "nhs providers association",
    "health education england",
    "public health england",
    "nhs digital",
    "secretary of state",
    "ons",
    "national audit office",
    "institute for",
    "nhs improvement",
];
/// Endings of names that are offices, which somebody holds.
const OFFICES: &[&str] =
    &["mayor", "chair", "chief executive", "leader", "director", "commissioner"];
/// Endings of names that are committees, systems and partnerships themselves.
const COMMITTEES: &[&str] = &[
    "integrated care partnership",
    "integrated care system",
    "health and wellbeing board",
    "health & wellbeing board",
    "committee",
    "assembly",
    "icp",
    "ics",
    "health and wellbeing boards",
    "health and care partnership",
    "wellbeing partnership",
    "scrutiny panel",
    "commission",
    "partnership board",
    "programme boards",
    "place leads",
];

/// The partners of a document in the order of first mention. `named` holds the register's names
/// for each spot; `own` are names of the partnership itself, in small letters.
pub(super) fn partners(
    spots: &[Spot<'_>],
    named: &[Vec<Named>],
    kinds: &Kinds,
    own: &[String],
) -> Vec<ExtractedPartner> {
    let mut gathered = Gathered::default();
    let whole: Vec<bool> =
        spots.iter().zip(named).map(|(spot, named)| is_whole_name(spot, named)).collect();
    let members = lists_of_members(spots, &whole, kinds);
    for (place, (spot, named)) in spots.iter().zip(named).enumerate() {
        // Names one below the other are a list of those who take part, also without bullets.
        let listed = members[place]
            || [place.checked_sub(1), Some(place + 1)]
                .into_iter()
                .flatten()
                .any(|beside| whole.get(beside).copied().unwrap_or_default());
        for (sentence, words) in spot.sentences.iter().copied().zip(&spot.words_of_sentences) {
            let from = offset_in(spot.text(), sentence);
            let within = |start: usize| start >= from && start < from + sentence.len();
            let lower = LazyCell::new(|| sentence.to_lowercase());
            let award = LazyCell::new(|| lower.contains("award"));
            // A caption names what a picture shows.
            // A name alone among the first lines is that of whose paper it is.
            let heads = || place < FIRST_LINES && whole[place] && !lower.contains(" of ");
            let told = || (listed && whole[place]) || heads() || HOLDS_OFFICE.is_in(&lower);
            if is_caption(spot, sentence) && !told() {
                continue;
            }
            let register = named.iter().filter(|name| within(name.from));
            let known: Vec<&Named> = register.filter(|name| !name.generic).collect();
            let unknown = organisations::find(spot, words.clone());
            let in_sentence = LazyCell::new(|| kinds.find(sentence));
            let mut bodies = 0;
            for name in &known {
                let text = without_possessive(&spot.text()[name.from..name.to]);
                if takes_part(text, own) && !*award && !hosts(spot.text(), name.from) {
                    bodies += 1;
                    gathered.add(
                        spot,
                        text,
                        Some(name.partner.clone()),
                        name.kind,
                        false,
                        "register",
                        0.9,
                    );
                }
            }
            let mut members: Vec<(usize, usize)> =
                known.iter().map(|name| (name.from - from, name.to - from)).collect();
            let mut taken: Vec<(usize, usize)> =
                known.iter().map(|name| (name.from, name.to)).collect();
            for (text, kind) in unknown {
                let start = offset_in(spot.text(), text);
                let overlaps =
                    known.iter().any(|name| name.from < start + text.len() && start < name.to);
                if !overlaps && takes_part(text, own) && !*award && !hosts(spot.text(), start) {
                    bodies += 1;
                    gathered.add(spot, text, None, kind, false, "pattern of names", 0.75);
                    members.push((start - from, start - from + text.len()));
                    taken.push((start, start + text.len()));
                }
            }
            if bodies > 0 && !spot.node.is_heading() {
                let listed = &*in_sentence;
                let several = bodies + listed.iter().filter(|kind| kind.strong).count() > 1;
                // A kind in capitals begins a name: “Vale Housing Group”.
                let small = |kind: &&KindFound| {
                    let text = &sentence[kind.from..kind.to];
                    text.starts_with(char::is_lowercase) || text == "NHS" || text.starts_with("VC")
                };
                members.extend(listed.iter().filter(small).map(|kind| (kind.from, kind.to)));
                for text in enumerated::find(sentence, &members) {
                    if several && takes_part(text, own) {
                        let kind = PartnerKind::Vcse;
                        gathered.add(spot, text, None, kind, false, "beside named bodies", 0.6);
                    }
                }
            }
            if listed && let Some(kind) = only_kind(sentence, &in_sentence) {
                let text = &sentence[kind.from..kind.to];
                gathered.add(spot, text, None, kind.kind, true, "kinds in an enumeration", 0.75);
                continue;
            }
            if !spot.node.is_heading() {
                for kind in taking_part(sentence, &lower, &in_sentence, bodies, &taken, from) {
                    let text = &sentence[kind.from..kind.to];
                    let slug = named
                        .iter()
                        .find(|name| {
                            name.generic
                                && name.from <= from + kind.from
                                && from + kind.to <= name.to
                        })
                        .map(|name| name.partner.clone());
                    gathered.add(
                        spot,
                        text,
                        slug,
                        kind.kind,
                        true,
                        "kinds in an enumeration",
                        0.75,
                    );
                }
            }
        }
    }
    gathered.partners()
}

/// A short paragraph without a stop: the caption of a picture, a menu, a byline.
fn is_caption(spot: &Spot<'_>, sentence: &str) -> bool {
    let paragraph = spot.node.passage.is_some_and(|passage| {
        passage.kind == PassageKind::Paragraph && passage.text.len() == sentence.len()
    });
    if !paragraph || sentence.ends_with(['.', ':', ';', '”']) {
        return false;
    }
    // “Home / Working with the NHS / Strategy”: the path of a page.
    let path = sentence.matches(" / ").count() + sentence.matches(" > ").count() >= 2;
    path || sentence.split_whitespace().count() <= 8
}

/// “Ann Roe, Chief Executive of Vale Council”: whoever holds an office speaks for the body.
static HOLDS_OFFICE: LazyLock<PhraseList> = LazyLock::new(|| {
    PhraseList::of([
        ", chief executive of ",
        ", leader of ",
        ", chair of ",
        ", director of ",
        ", chief officer of ",
        ", mayor of ",
    ])
});

/// Whether a named body can be a partner at all.
fn takes_part(text: &str, own: &[String]) -> bool {
    let lower = text.to_lowercase();
    let lower = lower.strip_prefix("the ").unwrap_or(&lower);
    let office = OFFICES.iter().any(|office| lower.ends_with(office));
    // “Sector Alliance”: the end of a name whose beginning is not read.
    let broken = lower.starts_with("sector ");
    !office
        && !broken
        && !NATIONAL
            .iter()
            .any(|body| lower == *body || (body.len() > 5 && lower.starts_with(body)))
        && !COMMITTEES.iter().any(|ending| lower.ends_with(ending))
        && !own.iter().any(|name| name == lower)
}

/// “hosted by Action Vale”, “the Vale Awards, held by …”.
fn hosts(text: &str, from: usize) -> bool {
    let mut before = text[..from].trim_end();
    while ends_with(before, " the") {
        before = &before[..before.len() - " the".len()];
    }
    ends_with(before, "hosted by") || ends_with(before, "held by")
}

/// The kinds in a sentence that take part.
fn taking_part(
    sentence: &str,
    lower: &str,
    kinds: &[KindFound],
    bodies: usize,
    taken: &[(usize, usize)],
    from: usize,
) -> Vec<KindFound> {
    let is_kind = |kind: &&KindFound| {
        let (start, end) = (from + kind.from, from + kind.to);
        !taken.iter().any(|(one, other)| *one < end && start < *other)
            && !is_part_of_name(sentence, kind)
    };
    let found: Vec<KindFound> = kinds.iter().filter(is_kind).copied().collect();
    if found.is_empty() {
        return found;
    }
    let together = TOGETHER.is_in(lower);
    let mut kept = Vec::new();
    let mut place = 0;
    while place < found.len() {
        let run = run(sentence, &found, place);
        let members = &found[place..place + run];
        if are_asked(sentence, members[0]) || is_as(sentence, members[0]) {
            place += run;
            continue;
        }
        let strong = members.iter().filter(|kind| kind.strong).count();
        let is_enumeration = (run >= 3 && (strong >= 2 || (together && strong >= 1)))
            || (run >= 2 && strong >= 1 && (bodies >= 1 || together));
        for kind in members {
            let single = kind.strong && single_kinds::takes_part(sentence, kind, bodies, together);
            // “Families”, “residents”: those for whom it is, who stand beside those who make it.
            if kind.kind == PartnerKind::Public && !kind.strong {
                continue;
            }
            if (is_enumeration && (together || bodies >= 1 || strong >= 3)) || single {
                kept.push(*kind);
            }
        }
        place += run;
    }
    kept
}

/// “asking residents, carers and community groups what they think”.
fn are_asked(sentence: &str, first: KindFound) -> bool {
    let before = sentence[..first.from].to_lowercase();
    let mut words = before.split_whitespace().rev().take(3);
    words.any(|word| ASKED.contains(&word))
}

/// “As large employers, Vale Council and …”: what those who are named are, besides.
fn is_as(sentence: &str, first: KindFound) -> bool {
    let before = sentence[..first.from].trim_end().to_lowercase();
    before == "as"
        || before.ends_with(" as") && !before.ends_with("well as") && !before.ends_with("such as")
}

/// How many kinds follow each other with nothing between but commas, “and”, and small words.
fn run(sentence: &str, found: &[KindFound], place: usize) -> usize {
    let mut end = place + 1;
    while end < found.len() {
        let gap = sentence[found[end - 1].to..found[end].from].to_lowercase();
        let joints = gap.contains(',')
            || gap.contains(" and ")
            || gap.contains('&')
            || gap.contains(" or ")
            || gap.contains(" as well as ")
            || gap.contains('/');
        let words = gap
            .split_whitespace()
            .filter(|word| {
                !matches!(
                    word.trim_matches(','),
                    "and"
                        | "or"
                        | "the"
                        | "&"
                        | "our"
                        | "local"
                        | "other"
                        | "as"
                        | "well"
                        | "such"
                        | "partners"
                        | "with"
                        | "including"
                        | "more"
                        | "than"
                        | "over"
                        | "some"
                        | "many"
                        | ""
                ) && small_number(word).is_none()
                    && !word.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
                    && *word != "hundred"
            })
            .count();
        if !joints || words > 2 || gap.len() > 50 {
            break;
        }
        end += 1;
    }
    end - place
}

/// “Vale Health Services”, “NHS Vale”: words in capitals on either side make it a name.
fn is_part_of_name(sentence: &str, kind: &KindFound) -> bool {
    let text = &sentence[kind.from..kind.to];
    let capital = text.starts_with(char::is_uppercase);
    let after = sentence[kind.to..]
        .strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let before = sentence[..kind.from].trim_end();
    let last = before.rsplit(' ').next().unwrap_or_default();
    let begins = last.starts_with(char::is_uppercase)
        && sentence[..kind.from].ends_with(' ')
        && !before.ends_with([',', '.', ':'])
        && before.contains(' ');
    // “health and wellbeing”, “health and care needs”, “social care needs”: subjects, not bodies.
    let rest = sentence[kind.to..].trim_start();
    let subject = !kind.strong
        && [
            "and wellbeing",
            "and care",
            "inequalit",
            "needs",
            "outcomes",
            "care",
            "services",
            "conditions",
            "system",
            "problems",
            "issues",
            "data",
            "& ",
        ]
        .iter()
        .any(|next| begins_with(rest, next));
    (capital && (after || begins)) || subject
}
