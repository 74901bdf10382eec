//! The forms of a word under one stem: English (Porter 2), with the corrections that the subject
//! matter and British spelling need.

use std::collections::HashMap;

/// Brings the forms of a word together. Remembers the words it has seen, since texts repeat
/// themselves; so it is kept, not made for each text.
#[derive(Clone)]
pub(in crate::view::search) struct Stemmer {
    porter: frostem::Stemmer,
    /// Where the stem of a word stands in `stems`. Words come from texts of others, so the hash is
    /// seeded by chance; the usual one would take half of the time of indexing.
    seen: HashMap<Box<str>, usize, foldhash::fast::RandomState>,
    stems: Vec<Box<str>>,
}

/// Words remembered at most; beyond that (only hostile or very strange text has more) the memory
/// starts anew.
const MOST_REMEMBERED: usize = 200_000;

/// Words whose stem by rule is wrong: it would join two different words, or part the forms of one.
const IRREGULAR: &[(&str, &str)] = &[
    ("children", "child"),
    ("childrens", "child"),
    ("women", "woman"),
    ("womens", "woman"),
    ("men", "man"),
    ("mens", "man"),
    ("people", "peopl"),
    ("peoples", "peopl"),
    ("person", "peopl"),
    ("persons", "peopl"),
    ("teeth", "tooth"),
    ("feet", "foot"),
    ("babies", "babi"),
    ("midwives", "midwif"),
    // “Universal” offers and “universities”, “hospitals” and “hospitality”: not the same.
    ("university", "university"),
    ("universities", "university"),
    ("hospitality", "hospitality"),
    ("organ", "organ_body"),
    ("organs", "organ_body"),
    ("police", "police"),
    ("policing", "police"),
    ("polices", "police"),
    ("wales", "wales"),
    ("whales", "whale"),
    // British and American.
    ("paediatric", "pediatr"),
    ("paediatrics", "pediatr"),
    ("orthopaedic", "orthoped"),
    ("orthopaedics", "orthoped"),
    ("anaemia", "anemia"),
    ("gynaecology", "gynecolog"),
    ("haematology", "hematolog"),
    ("foetal", "fetal"),
    ("centre", "center"),
    ("centres", "center"),
    ("licence", "licens"),
    ("licences", "licens"),
    ("practise", "practic"),
    ("practised", "practic"),
    ("practising", "practic"),
    ("defence", "defens"),
    ("enrol", "enroll"),
    ("enrols", "enroll"),
    ("enrolment", "enroll"),
    ("enrollment", "enroll"),
    ("counselling", "counsel"),
    ("counsellor", "counselor"),
    ("counsellors", "counselor"),
    ("travelling", "travel"),
    ("travelled", "travel"),
    ("modelling", "model"),
    ("fulfil", "fulfill"),
    ("analyse", "analyz"),
    ("analysed", "analyz"),
    ("analysing", "analyz"),
    ("analysis", "analyz"),
    ("analyses", "analyz"),
    ("grey", "gray"),
];

impl Stemmer {
    /// A stemmer that has seen nothing yet.
    pub(in crate::view::search) fn new() -> Self {
        let mut this = Self {
            porter: frostem::Stemmer::new(frostem::Algorithm::English),
            seen: HashMap::default(),
            stems: Vec::new(),
        };
        for (word, stem) in IRREGULAR {
            this.remember(word, (*stem).into());
        }
        this
    }

    /// The stem of a folded word.
    pub(in crate::view::search) fn stem(&mut self, word: &str) -> &str {
        let known = self.seen.get(word).copied();
        let place = known.unwrap_or_else(|| {
            if self.seen.len() > MOST_REMEMBERED {
                *self = Self::new();
            }
            let stem = self.make_stem(word);
            self.remember(word, stem)
        });
        &self.stems[place]
    }

    fn remember(&mut self, word: &str, stem: Box<str>) -> usize {
        self.stems.push(stem);
        self.seen.insert(word.into(), self.stems.len() - 1);
        self.stems.len() - 1
    }

    fn make_stem(&self, word: &str) -> Box<str> {
        if !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return word.into();
        }
        let american = with_z(word);
        let stem = self.porter.stem(american.as_deref().unwrap_or(word));
        let stem = stem.as_ref();
        if let Some(head) = stem.strip_suffix("programm") {
            return format!("{head}program").into();
        }
        match stem.find("our") {
            Some(at) if stem.len() > 5 && at > 1 && is_after_our(&stem[at + 3..]) => {
                format!("{}or{}", &stem[..at], &stem[at + 3..]).into()
            }
            _ => stem.into(),
        }
    }
}

/// A word in “-ise” and its forms with a z, as Porter’s rules know it (`organisation` and
/// `organization`, `prioritise` and `prioritize` then have one stem). Words that are always
/// written with s may become strange, but all their forms alike; where that would part a word from
/// a relative (`supervise`, `supervision`) they stay.
fn with_z(word: &str) -> Option<String> {
    const ENDINGS: &[&str] =
        &["e", "ed", "es", "er", "ers", "ing", "ation", "ations", "ational", "able"];
    let at = word.rfind("is")?;
    let (head, ending) = (&word[..at], &word[at + 2..]);
    let kept = ["v", "c", "w", "pr", "o", "a"].iter().any(|last| head.ends_with(last))
        || (head.ends_with('r') && head.len() < 5);
    (head.len() > 2 && ENDINGS.contains(&ending) && !kept).then(|| format!("{head}iz{ending}"))
}

/// What may follow “-our” in a stem that Americans write with “-or”.
fn is_after_our(rest: &str) -> bool {
    matches!(rest, "" | "hood" | "abl" | "it" | "er" | "ist" | "less" | "ful")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stem(word: &str) -> String {
        Stemmer::new().stem(word).to_owned()
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for forms in [
            &["ageing", "aging", "aged", "age"][..],
            &["programme", "program", "programmes", "programs"],
            &["organisation", "organization", "organisations", "organise", "organizing"],
            &["behaviour", "behavior", "behaviours", "behavioural"],
            &["neighbourhood", "neighborhood", "neighbourhoods"],
            &["child", "children", "childrens"],
            &["inequality", "inequalities"],
            &["centre", "center", "centres"],
            &["prioritise", "prioritize", "prioritising"],
            &["labour", "labor"],
            &["woman", "women"],
            &["personalised", "personalized"],
        ] {
            let stems: Vec<_> = forms.iter().map(|form| stem(form)).collect();
            assert!(stems.iter().all(|one| *one == stems[0]), "{forms:?}: {stems:?}");
        }
    }

    #[test]
    fn a_word_and_its_stem_begin_alike() {
        let some = ["organisation", "behaviour", "ageing", "yes", "écoles", "1001", "£", "skies"];
        for word in IRREGULAR.iter().map(|(word, _)| *word).chain(some) {
            assert_eq!(stem(word).bytes().next(), word.bytes().next(), "{word}");
        }
    }

    #[test]
    fn different_words_keep_apart() {
        for (one, other) in [
            ("university", "universal"),
            ("hospital", "hospitality"),
            ("organ", "organisation"),
            ("police", "policy"),
            ("hour", "hor"),
            ("tour", "tor"),
            ("1001", "1000"),
            ("carer", "care"),
            ("partner", "partnership"),
        ] {
            assert_ne!(stem(one), stem(other), "{one} {other}");
        }
    }
}
