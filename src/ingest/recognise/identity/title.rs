//! What a title is: a headline that tells what somebody did, the name of a strategy, that of another
//! strategy than the integrated care one, a date line. All in small letters.

use super::phrases::{says, says_any};
use crate::ingest::recognise::dates::MONTHS;

/// Verbs of headlines in the forms that only verbs have.
const VERBS: &[&str] = &[
    "launches",
    "launched",
    "unveils",
    "unveiled",
    "announces",
    "announced",
    "publishes",
    "published",
    "agrees",
    "agreed",
    "approves",
    "approved",
    "adopts",
    "adopted",
    "endorses",
    "endorsed",
    "backs",
    "backed",
    "welcomes",
    "welcomed",
    "reveals",
    "revealed",
    "confirms",
    "confirmed",
    "presents",
    "presented",
    "discusses",
    "discussed",
    "debates",
    "debated",
    "responds",
    "responded",
    "praises",
    "praised",
    "criticises",
    "criticised",
    "pledges",
    "pledged",
    "commits",
    "signs",
    "signed",
    "says",
    "urges",
    "urged",
    "promises",
    "celebrates",
    "celebrated",
    "gets",
    "gives",
    "given",
    "takes",
    "asks",
    "asked",
    "invites",
    "invited",
    "unites",
    "considers",
    "considered",
    "refreshes",
    "updates",
    "brought",
    "renews",
    "renewed",
    "features",
    "joins",
    "hails",
    "hailed",
    "set out",
    "sets out",
    "comment on",
];
/// Verbs in the plural, which are nouns elsewhere: behind those who do it (“Councillors back …”).
const PLURALS: &[&str] = &[
    "back", "agree", "approve", "launch", "unveil", "welcome", "publish", "endorse", "sign",
    "discuss", "comment", "pledge", "unite", "set", "support", "give", "hear",
];

/// Those of them that are hardly ever nouns in titles, wherever they stand.
const SURE: &[&str] = &["launch", "unveil", "approve", "endorse", "publish", "discuss"];

/// Whether it is a headline: somebody does something in it. “Approved by the board in May” is a note
/// on a cover, and “our strategy, published in May” says when.
pub(super) fn reports(line: &str) -> bool {
    let words: Vec<&str> = line
        .split(|sign: char| !sign.is_alphanumeric() && sign != '’' && sign != '\'')
        .filter(|word| !word.is_empty())
        .collect();
    let told = |place: usize| {
        let word = words[place];
        // “Approved in May”, “supporting people back to work”.
        let note = words
            .get(place + 1)
            .is_some_and(|next| ["by", "on", "in", "at", "to", "april", "may"].contains(next));
        let before = words[place - 1];
        // “Supporting people back to work” tells where to.
        let way = word == "back"
            && words.get(place + 1).is_some_and(|next| ["to", "into", "in"].contains(next));
        let plural = PLURALS.contains(&word)
            && (before.ends_with('s') || before == "people")
            && place <= 4
            && !way;
        // “Partners in Vale launch ten-year strategy”, but not “the launch of the strategy”.
        let several = words[..place].iter().any(|word| *word == "and" || word.ends_with('s'));
        let sure = SURE.contains(&word)
            && several
            && !["the", "a", "an", "and", "to", "of", "official"].contains(&before)
            && words.get(place + 1).is_some_and(|next| *next != "of" && *next != "event");
        // “How we agreed …”, “what is set out”.
        let own = words[..place].iter().any(|word| ["we", "how", "our", "what"].contains(word));
        !own && !note && (VERBS.contains(&word) || plural || sure)
    };
    let several = ["sets out", "set out", "comment on", "brought up to date"];
    (1..words.len()).any(told) || (words.len() > 3 && says_any(line, &several))
}

/// Whether it is the name of a strategy: “Better together: the partnership's strategy 2023–28”, “…
/// strategy, 2025 refresh”. What it is called is said last, or begins with “our” or “the”.
pub(super) fn is_strategy(line: &str) -> bool {
    const FORMS: &[&str] =
        &["summary", "refresh", "on a page", "plan on a page", "update", "refreshed", "draft"];
    let bare = |text: &str| {
        text.trim_end_matches(|sign: char| !sign.is_alphabetic()).trim_end().to_owned()
    };
    let mut end = bare(line);
    for form in FORMS {
        if let Some(before) = end.strip_suffix(form) {
            end = bare(before);
        }
    }
    // “How our strategy is making a difference” tells of one.
    let told = ["strategy is ", "strategy has ", "strategy will ", "strategy means "];
    !is_about_a_strategy(line)
        && !told.iter().any(|verb| line.contains(verb))
        && (end.ends_with("strategy")
            || says_any(line, &["integrated care strategy", "our strategy"]))
        && !is_other_strategy(line)
}

/// Whether it is about a strategy rather than the name of one: “analysis of responses to the draft
/// strategy”, “University works on new strategy”; not “a guide to our strategy”, which presents it.
pub(super) fn is_about_a_strategy(line: &str) -> bool {
    const BEFORE: &[&str] = &["on", "to", "about", "behind", "of", "in"];
    const FORMS: &[&str] = &[
        "summary",
        "guide",
        "version",
        "overview",
        "refresh",
        "introduction",
        "foreword",
        "page",
        "draft",
        "edition",
        "update",
        "read",
        "development",
    ];
    let parts = line.split([':', '–', '—', '|']);
    parts.into_iter().any(|part| {
        let words: Vec<&str> = part.split_whitespace().collect();
        let Some(strategy) = words.iter().position(|word| word.starts_with("strategy")) else {
            return false;
        };
        let near = words[..strategy].iter().rev().take(7);
        let mut between = near.take_while(|word| {
            BEFORE.contains(word)
                || [
                    "the",
                    "our",
                    "its",
                    "a",
                    "new",
                    "draft",
                    "first",
                    "final",
                    "integrated",
                    "care",
                    "health",
                    "and",
                    "icp",
                    "partnership",
                    "regional",
                    "local",
                    "county",
                    "system",
                    "joint",
                    "shared",
                    "ten-year",
                    "five-year",
                ]
                .contains(word)
        });
        let behind = between.any(|word| BEFORE.contains(word));
        behind && !words[..strategy].iter().any(|word| FORMS.contains(word))
    })
}

/// Whether it is the agenda of a meeting, not an item of one.
pub(super) fn is_agenda(line: &str) -> bool {
    says(line, "agenda") && !says_any(line, &["agenda item", "agenda no"])
}

/// The last part of the path of a page (“Home / Our work / Healthy Hearts”).
pub(super) fn last_of_path(line: &str) -> &str {
    [" / ", " » ", " > ", " › "]
        .iter()
        .find(|joint| line.contains(**joint) && !line.ends_with(joint.trim_end()))
        .and_then(|joint| line.rsplit(joint).next())
        .unwrap_or(line)
}

/// Whether it names a strategy of another subject or body: “digital and data strategy”.
pub(super) fn is_other_strategy(line: &str) -> bool {
    const SUBJECTS: &[&str] = &[
        "wellbeing",
        "digital",
        "data",
        "workforce",
        "people",
        "estates",
        "green",
        "housing",
        "carers",
        "autism",
        "dementia",
        "suicide",
        "engagement",
        "communications",
        "finance",
        "equality",
        "research",
        "quality",
        "learning",
        "transport",
        "climate",
        "homelessness",
        "prevention",
        "children’s",
        "children's",
        "medicines",
        "women’s health",
        "women's health",
        "mental health",
        "cancer",
        "physical activity",
        "food",
        "tobacco",
        "alcohol",
        "drugs",
        "obesity",
        "weight",
        "skills",
        "economic",
        "growth",
        "sexual health",
        "oral health",
        "volunteering",
        "vcse",
        "commissioning",
        "procurement",
        "sustainability",
        "innovation",
        "maternity",
        "urgent care",
        "primary care",
        "safeguarding",
        "violence",
        "inequalities",
        "end of life care",
        "travel",
        "employment",
        "infrastructure",
        "culture",
    ];
    let other = SUBJECTS.iter().any(|subject| says(line, &format!("{subject} strategy")));
    other && !says_any(line, &["integrated care strategy", "icp strategy"])
}

/// Whether a line ends in one of the nouns, in singular or plural.
pub(super) fn ends_in_any(line: &str, nouns: &[&str]) -> bool {
    let line = line.trim_end_matches(|sign: char| !sign.is_alphanumeric());
    let line = line.strip_suffix('s').unwrap_or(line);
    nouns.iter().any(|noun| line.strip_suffix(noun).is_some_and(|before| before.ends_with(' ')))
}

/// Whether it is a date with its day (“15 February 2023”, “Posted on 3 October 2022”): months alone
/// stand on covers.
pub(super) fn is_dateline(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let day = |word: &str| {
        let digits = word.trim_end_matches(|sign: char| !sign.is_ascii_digit());
        digits.parse().is_ok_and(|day: u32| (1..=31).contains(&day)) && digits.len() <= 2
    };
    let month = |word: &str| {
        let word = word.trim_matches(',');
        MONTHS.iter().any(|month| month.eq_ignore_ascii_case(word))
    };
    words.len() <= 8 && words.windows(2).any(|pair| day(pair[0]) && month(pair[1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_tells_what_was_done_and_a_cover_when() {
        for line in [
            "vale launches its strategy",
            "councillors back ten-year health plan",
            "new strategy for vale published",
            "vale sets out bold ambitions",
            "partners in vale and moor launch ten-year strategy",
        ] {
            assert!(reports(line), "{line}");
        }
        for line in [
            "our strategy",
            "partners and the launch of the strategy",
            "published in may 2023",
            "vale strategy, approved by the board",
            "how we agreed our strategy",
            "supporting people back to work",
        ] {
            assert!(!reports(line), "{line}");
        }
    }

    #[test]
    fn a_strategy_of_another_subject_is_another() {
        assert!(is_strategy("better together: vale strategy 2023–28"));
        assert!(!is_strategy("vale housing strategy 2023–28"));
        assert!(is_other_strategy("joint health and wellbeing strategy"));
    }

    #[test]
    fn only_a_date_with_its_day_is_a_date_line() {
        assert!(is_dateline("posted on 3 october 2022"));
        assert!(!is_dateline("may 2023"));
        assert!(!is_dateline("version 2, 2023 to 2028"));
    }
}
