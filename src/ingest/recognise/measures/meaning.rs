//! What the words beside a figure say of it: whether it is a baseline, a target or reported, whether
//! it is a change, and from when it is or by when it is to be. Not here: what a figure is (`mod`).

use std::ops::Range;

use super::{
    Placed,
    units::{AIMED_HEADINGS, IMPERATIVES, NOW, PAST, TARGETED, TARGETS},
};
use crate::{
    ingest::{
        extracted::ExtractedDate,
        recognise::{spot::Spot, words::offset_in},
    },
    model::{MeasureChange, MeasureRole, PartialDate},
};

/// So many words before a figure are asked for what it is.
const NEAR: usize = 8;
/// So many words may stand between “by” and its date, as in “by the end of March 2027”.
const BEFORE_DATE: usize = 4;

/// A date that begins at one of so many words opens its sentence, as in “Our goal for 2035 is”.
const OPENING: usize = 3;

/// Gives the measures of one passage their role, change and date. `dates` are those of the passage.
pub(super) fn settle(spot: &Spot<'_>, placed: &mut [Placed], dates: &[ExtractedDate]) {
    if placed.is_empty() {
        return;
    }
    let sentences: Vec<Range<usize>> = placed.iter().map(|one| sentence(spot, one.first)).collect();
    let spans: Vec<(Range<usize>, &ExtractedDate)> =
        dates.iter().map(|date| (words_of(spot, date), date)).collect();
    let mut deadlines = vec![false; placed.len()];
    for place in 0..placed.len() {
        let date = date_of(spot, placed, place, &sentences, &spans);
        let one = &placed[place];
        let role = role(spot, one, &sentences[place], date.as_ref().map(|(span, _)| span));
        let change = change(spot, one.first, one.number, one.last);
        deadlines[place] = date.as_ref().is_some_and(|(span, _)| is_deadline(spot, span));
        let measure = &mut placed[place].measure;
        (measure.role, measure.change) = (role, change);
        if let Some((_, date)) = date {
            (measure.date_from, measure.date) = period(date);
        }
    }
    for place in 0..placed.len() {
        let role = beside(spot, placed, place, &sentences);
        let measure = &mut placed[place].measure;
        measure.role = role;
        // “From 24% to 20% by 2030”: the date is that of the target.
        if role == MeasureRole::Baseline && deadlines[place] {
            (measure.date_from, measure.date) = (None, None);
        }
    }
}

/// First and last date; of a single one only the last.
pub(super) fn period(date: &ExtractedDate) -> (Option<PartialDate>, Option<PartialDate>) {
    (date.from.filter(|_| date.to.is_some()), date.to.or(date.from))
}

/// The words of the sentence in which a word stands.
fn sentence(spot: &Spot<'_>, word: usize) -> Range<usize> {
    let text = spot.sentence_at(spot.words[word].from);
    let begins = offset_in(spot.text(), text);
    let place = |byte: usize| spot.words.partition_point(|word| word.from < byte);
    place(begins)..place(begins + text.len())
}

/// The words of a date.
pub(super) fn words_of(spot: &Spot<'_>, date: &ExtractedDate) -> Range<usize> {
    let byte = |character: usize| {
        let place = character.saturating_sub(spot.node.start);
        spot.text().char_indices().nth(place).map_or(spot.text().len(), |(byte, _)| byte)
    };
    let place = |byte: usize| spot.words.partition_point(|word| word.from < byte);
    place(byte(date.evidence.start))..place(byte(date.evidence.end))
}

/// The date of a figure within its sentence: the next one before another figure, else the last one
/// before it, else the next one; each in the same clause, or at the opening of the sentence (“By 2028
/// we will …, and …”).
fn date_of<'date>(
    spot: &Spot<'_>,
    placed: &[Placed],
    place: usize,
    sentences: &[Range<usize>],
    spans: &[(Range<usize>, &'date ExtractedDate)],
) -> Option<(Range<usize>, &'date ExtractedDate)> {
    let (one, sentence) = (&placed[place], &sentences[place]);
    let near = |span: &Range<usize>| {
        let (from, to) = (span.start.min(one.first), span.start.max(one.last + 1));
        let opens = span.start <= sentence.start + OPENING;
        opens || !(from..to - 1).any(|place| spot.gap(place).contains([',', ';', ':', '|']))
    };
    let inside = || spans.iter().filter(|(span, _)| sentence.contains(&span.start) && near(span));
    let following = || inside().find(|(span, _)| span.start > one.last);
    let next = placed.get(place + 1).map_or(usize::MAX, |next| next.first);
    let own = following().filter(|(span, _)| span.start < next);
    own.or_else(|| inside().rev().find(|(span, _)| span.start < one.first))
        .or_else(following)
        .cloned()
}

fn role(
    spot: &Spot<'_>,
    one: &Placed,
    sentence: &Range<usize>,
    date: Option<&Range<usize>>,
) -> MeasureRole {
    let before = &spot.words[sentence.start.min(one.first)..one.first];
    let said = before.iter().rev().take(NEAR).find_map(|word| {
        let aimed = word.is_any(TARGETS);
        (aimed || word.is_any(PAST)).then_some(aimed)
    });
    // “The health of 460,000 people” counts who they are; “a target of 75%” is one.
    let counts = before.last().is_some_and(|word| word.is("of"))
        && !before.iter().rev().nth(1).is_some_and(|word| word.is_any(TARGETED));
    let asked = before.first().is_some_and(|word| word.is_any(IMPERATIVES));
    let heading = || spot.node.passage.and_then(|passage| passage.headings.last());
    let said = if counts { Some(false) } else { said.or(asked.then_some(true)) };
    let aimed = said.unwrap_or_else(|| {
        date.is_some_and(|date| is_deadline(spot, date))
            || heading().is_some_and(|heading| {
                heading
                    .split(|sign: char| !sign.is_alphanumeric())
                    .any(|word| AIMED_HEADINGS.iter().any(|it| it.eq_ignore_ascii_case(word)))
            })
    });
    let baseline = before.iter().rev().take(NEAR).any(|word| word.is("baseline"))
        || spot.words[one.last + 1..].iter().take(2).any(|word| word.is("baseline"));
    match () {
        () if baseline => MeasureRole::Baseline,
        () if aimed => MeasureRole::Target,
        () => MeasureRole::Reported,
    }
}

/// Whether a date is one by which something is to be: “by 2030”, “before the end of March 2027”.
pub(super) fn is_deadline(spot: &Spot<'_>, date: &Range<usize>) -> bool {
    let from = date.start.saturating_sub(BEFORE_DATE);
    let until = date.end.min(spot.words.len());
    let by = (from..until).rev().find(|place| spot.words[*place].is_any(&["by", "before"]));
    by.is_some_and(|by| {
        (by + 1..date.start).all(|place| {
            spot.words[place].is_any(&[
                "the",
                "end",
                "of",
                "start",
                "beginning",
                "spring",
                "summer",
                "autumn",
                "winter",
                "early",
                "late",
                "mid",
            ])
        })
    })
}

/// A role that only shows beside another figure of the sentence: in “from 13% to 5% by 2030”, and in
/// “31% now, and 20% is our aim”, the first is where the second starts from.
fn beside(
    spot: &Spot<'_>,
    placed: &[Placed],
    place: usize,
    sentences: &[Range<usize>],
) -> MeasureRole {
    let one = &placed[place];
    let role = one.measure.role;
    let is_target = |other: &Placed| other.measure.role == MeasureRole::Target;
    let before = |place: usize, words: &[&str]| {
        place.checked_sub(1).is_some_and(|before| spot.words[before].is_any(words))
    };
    let next = placed.get(place + 1).filter(|_| sentences[place] == sentences[place + 1]);
    let from = next.is_some_and(|next| before(one.first, &["from"]) && before(next.first, &["to"]));
    if from {
        let aimed = is_target(one) || next.is_some_and(is_target);
        return if aimed { MeasureRole::Baseline } else { MeasureRole::Reported };
    }
    let begun = place.checked_sub(1).is_some_and(|back| {
        sentences[back] == sentences[place]
            && before(placed[back].first, &["from"])
            && before(one.first, &["to"])
            && placed[back].measure.role == MeasureRole::Baseline
    });
    let aims_beside = (0..placed.len()).any(|other| {
        other != place && sentences[other] == sentences[place] && is_target(&placed[other])
    });
    let near = sentences[place].start.max(one.first.saturating_sub(NEAR))..one.first;
    let now = || spot.words[near].iter().any(|word| word.is_any(NOW));
    match role {
        _ if begun => MeasureRole::Target,
        MeasureRole::Reported if aims_beside && now() => MeasureRole::Baseline,
        role => role,
    }
}

/// Whether a figure is by how much something changes: “reduce … by 10%”, “down 10%”, “500 fewer
/// admissions”, “a 5% decrease”. “Nine years less” and “30% more likely” compare, and are levels.
pub(super) fn change(
    spot: &Spot<'_>,
    first: usize,
    number: usize,
    last: usize,
) -> Option<MeasureChange> {
    const LESS: &[&str] = &["fewer", "less", "lower", "reduction", "decrease", "fall", "cut"];
    const MORE: &[&str] =
        &["more", "extra", "additional", "further", "new", "increase", "rise", "improvement"];
    const DOWN: &[&str] = &[
        "reduce",
        "reduces",
        "reduced",
        "reducing",
        "reduction",
        "cut",
        "cuts",
        "cutting",
        "fall",
        "falls",
        "fell",
        "down",
        "decrease",
        "decreased",
        "lower",
        "narrow",
        "shrink",
    ];
    const UP: &[&str] = &[
        "increase",
        "increases",
        "increased",
        "increasing",
        "raise",
        "raised",
        "rise",
        "rises",
        "rose",
        "up",
        "grow",
        "grew",
        "improve",
        "improved",
    ];
    let inside = number + 1..(last + 1).max(number + 2).min(spot.words.len());
    let word = spot.words[inside].iter().find(|word| word.is_any(LESS) || word.is_any(MORE));
    let compared = spot.words.get(last + 1).is_some_and(|word| word.is_any(&["likely", "than"]))
        || spot.words.get(last + 2).is_some_and(|word| word.is_any(&["likely", "than"]));
    if let Some(word) = word.filter(|_| !compared) {
        let less = word.is_any(LESS);
        return Some(if less { MeasureChange::Decrease } else { MeasureChange::Increase });
    }
    let before = first.checked_sub(1)?;
    let (by, from) = if spot.words[before].is("by") { (true, before) } else { (false, first) };
    let reach = if by { NEAR } else { 1 };
    let verb = spot.words[from.saturating_sub(reach)..from].iter().rev();
    // “Down 10%”; “set up 18 teams” is no rise.
    let share = spot.text()[spot.words[number].to..].trim_start().starts_with(['%', 'p']);
    let mut verb = verb.filter(|word| by || (share && word.is_any(&["down", "up"])));
    verb.find_map(|word| match () {
        () if word.is_any(DOWN) => Some(MeasureChange::Decrease),
        () if word.is_any(UP) => Some(MeasureChange::Increase),
        () => None,
    })
}
