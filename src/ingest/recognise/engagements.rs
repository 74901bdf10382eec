//! Consultations, surveys, assemblies, listening: sentences that tell of people being asked or
//! brought together, with the time and the question where they stand.

use std::sync::LazyLock;

use super::{
    phrase_list::PhraseList,
    spot::{Spot, shortened},
    words::{offset_in, words},
};
use crate::ingest::extracted::{ExtractedDate, ExtractedEngagement};

/// What an engagement is called; the first that stands in the sentence names its form.
const FORMS: &[(&str, &str)] = &[
    ("consultation", "consultation"),
    ("open to comment", "consultation"),
    ("open for comment", "consultation"),
    ("survey", "survey"),
    ("filled in the questionnaire", "survey"),
    ("our questionnaire", "survey"),
    ("public meeting", "meeting"),
    ("citizens' assembly", "assembly"),
    ("assembly", "assembly"),
    ("jury", "jury"),
    ("workshop", "workshop"),
    ("focus group", "focus group"),
    ("listening exercise", "listening exercise"),
    ("listening event", "listening event"),
    ("roadshow", "roadshow"),
    ("webinar", "webinar"),
    ("summit", "summit"),
    ("public event", "event"),
    ("community event", "event"),
    ("engagement event", "event"),
    ("drop-in", "drop-in"),
    ("citizens' panel", "panel"),
    ("citizens’ panel", "panel"),
    ("interviews", "interviews"),
    ("conversations with", "conversations"),
    ("community conversations", "conversations"),
    ("feedback from", "feedback"),
    ("insight gathered", "engagement"),
    ("feedback and insight", "feedback"),
    ("insight from", "engagement"),
    ("engagement with", "engagement"),
    ("engagement exercise", "engagement"),
    ("engaged with", "engagement"),
    ("engaging with", "engagement"),
    ("reached out to", "engagement"),
    ("we asked", "engagement"),
    ("tested with", "testing"),
    ("have your say", "consultation"),
    ("share your views", "consultation"),
    ("spoke with people", "engagement"),
    ("heard from", "listening"),
    ("listened to", "listening"),
];

static CALLED: LazyLock<PhraseList> =
    LazyLock::new(|| PhraseList::of(FORMS.iter().map(|(phrase, _)| *phrase)));

/// Of these one at least stands in a passage that tells of an engagement; in most none does.
static MAY_BE_CALLED: LazyLock<PhraseList> = LazyLock::new(|| {
    let spoken = ["spoke ", "talked "];
    PhraseList::in_any_case(FORMS.iter().map(|(phrase, _)| *phrase).chain(spoken))
});

/// Words of a consultation between doctor and patient.
const CLINICAL: &[&str] = &[
    "primary care setting",
    "specialist",
    "gp consultation",
    "clinical",
    "video consultation",
    "online consultation",
    "general practice",
];

/// The engagements of a document: one for each form under each heading. `dates` are those of the
/// document, to tell when.
pub(super) fn engagements(spots: &[Spot<'_>], dates: &[ExtractedDate]) -> Vec<ExtractedEngagement> {
    let mut found: Vec<ExtractedEngagement> = Vec::new();
    let body = spots.iter().filter(|spot| !spot.node.is_heading());
    for spot in body.filter(|spot| MAY_BE_CALLED.is_in(spot.text())) {
        for sentence in spot.sentences.iter().copied() {
            let lower = sentence.to_lowercase();
            let first = CALLED.first_in(&lower).map(|place| &FORMS[place]);
            let spoken = spoke_with_number(&lower).then_some(&("spoke with", "engagement"));
            let Some((_, form)) = first.or(spoken) else { continue };
            if *form == "assembly" && !is_held(sentence) {
                continue;
            }
            // “Consultations” with a doctor are none with the public.
            if *form == "consultation" && CLINICAL.iter().any(|word| lower.contains(word)) {
                continue;
            }
            let at = spot.evidence(sentence, "words of engagement", 0.7);
            let when = dates
                .iter()
                .find(|date| date.evidence.start >= at.start && date.evidence.end <= at.end)
                .map(|date| date.text.clone());
            if let Some(known) = found.iter_mut().find(|known| known.form == *form) {
                known.when = known.when.take().or(when);
                known.question = known.question.take().or_else(|| question(sentence));
                continue;
            }
            found.push(ExtractedEngagement {
                what: shortened(sentence),
                form: (*form).to_owned(),
                when,
                question: question(sentence),
                evidence: at,
            });
        }
    }
    found
}

/// “Spoke with 480 people”: a number says that people were asked, not that somebody met somebody.
fn spoke_with_number(lower: &str) -> bool {
    if !lower.contains("spoke ") && !lower.contains("talked ") {
        return false;
    }
    ["spoke with ", "spoke to ", "talked to ", "talked with "].iter().any(|verb| {
        lower.split(verb).skip(1).any(|rest| {
            let rest = ["over ", "more than ", "nearly ", "about ", "some "]
                .iter()
                .find_map(|word| rest.strip_prefix(word))
                .unwrap_or(rest);
            rest.starts_with(|sign: char| sign.is_ascii_digit())
        })
    })
}

/// Whether an assembly is one of people that met, not a body called so (“the Health and Care
/// Assembly published”): a body's name has it in capitals behind another capitalised word.
fn is_held(sentence: &str) -> bool {
    const OF_PEOPLE: &[&str] = &["Citizens", "People", "Community", "Residents", "Youth", "Public"];
    let words = words(sentence);
    (0..words.len()).any(|place| {
        let before = place.checked_sub(1).map(|before| words[before]);
        let of_body = words[place].is_capital()
            && before.is_some_and(|word| {
                word.is_capital() && !word.is_any(&["The", "An", "Our"]) && !word.is_any(OF_PEOPLE)
            });
        words[place].is_any(&["assembly", "assemblies"]) && !of_body
    })
}

/// The question in quotation marks.
fn question(sentence: &str) -> Option<String> {
    let end = sentence.find('?')?;
    let begin = sentence[..end].rfind(['‘', '“', '"'])?;
    debug_assert!(offset_in(sentence, &sentence[begin..]) == begin);
    let open = sentence[begin..].chars().next().map_or(1, char::len_utf8);
    Some(sentence[begin + open..=end].to_owned())
}
