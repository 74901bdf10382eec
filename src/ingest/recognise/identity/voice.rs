//! Who speaks in a document, and of whom: its owner (“our strategy”), a writer of news (“the
//! partnership's strategy”), the clerk of a meeting (“members noted”). In small letters unless told otherwise.

use super::phrases::says_any;

/// Words in which an owner speaks of itself; “Our People” inside a sentence is a name.
const OWN: &[&str] = &["we", "our", "us", "we’re", "we're", "we’ve", "we've", "we’ll", "we'll"];

/// How many of the first sentences, as they are written, the owner speaks. What somebody is quoted
/// with is not the document's own voice.
pub(super) fn own_sentences<'text>(sentences: impl Iterator<Item = &'text str>) -> usize {
    const MOST: usize = 60;
    let own = |text: &&str| {
        let begins = text.starts_with("We") || text.starts_with("Our ");
        !text.contains(['“', '”', '"', '‘']) && (begins || says_any(text, OWN))
    };
    sentences.take(MOST).filter(own).count()
}

/// Whether a text speaks of a strategy of its owner: “our refreshed health and care strategy”.
pub(super) fn names_own_strategy(text: &str) -> bool {
    const BETWEEN: usize = 6;
    let words: Vec<&str> = text
        .split(|sign: char| !sign.is_alphanumeric() && sign != '-')
        .filter(|word| !word.is_empty())
        .collect();
    let near = |place: usize| {
        let end = words.len().min(place + 2 + BETWEEN);
        words[place + 1..end].iter().position(|word| *word == "strategy").map(|at| {
            let between = &words[place + 1..=place + at];
            !between.iter().any(|word| {
                ["wellbeing", "trust", "of", "to", "and", "the"].contains(word)
                    && !(*word == "and" && between.contains(&"care"))
                    && !(*word == "wellbeing" && between.contains(&"integrated"))
            })
        })
    };
    (0..words.len()).any(|place| words[place] == "our" && near(place) == Some(true))
}

/// Whether a sentence is of the kind that minutes are made of: somebody at a meeting noted, asked,
/// introduced. News tells what a board approved; that alone makes no minutes.
pub(super) fn is_of_a_meeting(sentence: &str) -> bool {
    const SPOKEN: &[&str] = &[
        "it was noted",
        "it was agreed",
        "it was resolved",
        "it was suggested",
        "it was confirmed",
        "it was reported",
        "it was explained",
        "it was highlighted",
        "in response to a question",
        "in response to questions",
        "in response to a query",
        "in answer to a question",
        "in reply to a question",
        "presented the report",
        "presented the item",
        "introduced the report",
        "introduced the item",
        "provided an overview",
        "gave an overview",
        "gave a presentation",
        "gave a verbal update",
        "provided an update",
        "during the discussion",
        "the following points were",
        "points were raised",
        "clarified that",
        "the chair thanked",
        "the chairman thanked",
        "to the board, and discussed",
    ];
    const WHO: &[&str] = &[
        "members",
        "member",
        "the board",
        "board members",
        "the committee",
        "the panel",
        "cabinet",
        "the cabinet",
        "councillors",
        "cllr",
        "councillor",
        "the chair",
        "the chairman",
        "the forum",
    ];
    const DID: &[&str] = &[
        "noted",
        "discussed",
        "asked",
        "received",
        "considered",
        "queried",
        "questioned",
        "raised",
        "thanked",
        "expressed",
        "sought",
        "enquired",
        "resolved",
        "heard",
        "commented",
    ];
    says_any(sentence, SPOKEN)
        || WHO.iter().any(|who| {
            sentence.match_indices(who).any(|(at, _)| {
                let begins = at == 0 || !sentence[..at].ends_with(char::is_alphanumeric);
                let next = sentence[at + who.len()..].split_whitespace().take(3);
                begins && next.map(|word| word.trim_matches(',')).any(|word| DID.contains(&word))
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_tell_what_was_noted_and_asked_and_news_what_was_approved() {
        for sentence in [
            "the board noted the report.",
            "councillor a reed asked about funding.",
            "in response to questions, the director said that the plan was new.",
            "the director of public health introduced the report.",
            "it was noted that places differ.",
        ] {
            assert!(is_of_a_meeting(sentence), "{sentence}");
        }
        for sentence in [
            "the board approved the strategy on monday.",
            "our members are the councils and the nhs.",
            "the strategy is noted for its brevity.",
        ] {
            assert!(!is_of_a_meeting(sentence), "{sentence}");
        }
    }

    #[test]
    fn an_owner_speaks_of_its_own_strategy() {
        assert!(names_own_strategy("read our refreshed health and care strategy."));
        assert!(names_own_strategy("our interim strategy below sets out how we work."));
        assert!(!names_own_strategy("our health and wellbeing strategy is the board's."));
        assert!(!names_own_strategy("our part in the strategy"));
    }

    #[test]
    fn what_is_quoted_is_not_the_owners_voice() {
        let said = ["“we are proud,” said the chair.", "the partnership has agreed a strategy."];
        assert_eq!(own_sentences(said.into_iter()), 0);
        assert_eq!(
            own_sentences(
                ["We have agreed a strategy.", "Ours is flat, Our People is a name."].into_iter()
            ),
            1
        );
    }
}
