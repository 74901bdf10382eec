//! The signs that a run of parallel units is the strategy's main list, each with its weight.
//!
//! The confidence is `1 ÷ (1 + exp(-(bias + Σ weight × sign)))`, with signs between 0 and 1: a
//! logistic regression. Each weight was first set by hand for a reason that is told beside it, then
//! fitted on the runs of our gold with a penalty for leaving that value, and rounded.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use memchr::memmem;

use super::{
    Form, Knowledge, Run,
    phrases::{self, BESIDE, ELSEWHERE, FOCUS, OWN},
};
use crate::ingest::{
    extracted::DocumentKind,
    recognise::{
        lists::{cue, headings_above, owner},
        words::{Word, sentences, words},
    },
    segment::Node,
};

/// Of the items that are said again, about a subject, and each about another.
const SAID_AGAIN: f64 = 1.3;
const ABOUT_SUBJECTS: f64 = 1.1;
const ABOUT_DIFFERENT: f64 = 1.4;
/// How much of a document is looked through for items that are said again, in bytes: about 100 pages.
const LONGEST: usize = 400_000;
/// What a run without any sign is.
const BIAS: f64 = -3.3;

/// What is asked of a document for each of its runs.
pub(super) struct Document<'nodes, 'document> {
    nodes: &'nodes [Node<'document>],
    kind: DocumentKind,
    /// Of each node whether a list that the rules told to be something else stands there.
    taken: &'nodes [bool],
    /// The beginning of the text in small letters.
    lower: String,
    /// What stands several times.
    repeated: HashSet<&'document str>,
}

impl<'nodes, 'document> Document<'nodes, 'document> {
    /// Prepares a document.
    pub(super) fn of(
        nodes: &'nodes [Node<'document>],
        kind: DocumentKind,
        taken: &'nodes [bool],
    ) -> Self {
        let mut lower = String::new();
        let (mut once, mut repeated) = (HashSet::new(), HashSet::new());
        for node in nodes {
            if lower.len() < LONGEST {
                lower.push_str(&node.text.to_lowercase());
                lower.push('\n');
            }
            if !once.insert(node.text) {
                repeated.insert(node.text);
            }
        }
        Self { nodes, kind, taken, lower, repeated }
    }

    /// How likely a run is the strategy's main list, 0 to 1; `None` where it is surely less than
    /// `least`: what its items are about and whether they are said again takes longest to find, and is
    /// only looked at where it can decide.
    pub(super) fn confidence(
        &self,
        run: &Run<'document>,
        knowledge: &Knowledge<'_>,
        least: f64,
    ) -> Option<f64> {
        let titles: Vec<&str> =
            run.items.iter().filter(|item| item.parent.is_none()).map(|item| item.title).collect();
        let mut weighed = Weighed::default();
        of_form(run.form, &mut weighed);
        of_make(&titles, &mut weighed);
        self.of_place(run, &mut weighed);
        self.of_owner(run, &mut weighed);
        self.of_lead(run, titles.len(), &mut weighed);
        if weighed.confidence_with(SAID_AGAIN + ABOUT_SUBJECTS + ABOUT_DIFFERENT) < least {
            return None;
        }
        of_subjects(&titles, knowledge, &mut weighed);
        weighed.add(SAID_AGAIN, self.said_again(&titles));
        Some(weighed.confidence())
    }

    /// What introduces it: a promise of as many, a noun for items, words of what matters most.
    fn of_lead(&self, run: &Run<'document>, found: usize, weighed: &mut Weighed) {
        let lead = padded(run.lead);
        let heading = headings_above(self.nodes, run.from).find(|(place, _)| *place != run.at);
        let heading = heading.map(|(_, node)| padded(node.text)).unwrap_or_default();
        let promised = phrases::count_for(run.lead, found);
        let near = || self.around(run).iter().any(|text| phrases::count_for(text, found));
        weighed.add(1.0, flag(promised));
        weighed.add(-2.0, flag(phrases::count_against(run.lead, found)));
        weighed.add(-2.0, flag(phrases::counts_others(run.lead, found)));
        let near = !promised && near();
        weighed.add(1.3, flag(near));
        // “… our ambitions by:” tells how, not what.
        let tells_how = lead.trim_end().ends_with(" by:");
        let cue = cue::find_cue(run.lead).filter(|_| !tells_how);
        let above = cue::find_cue(&heading);
        weighed.add(1.7, cue.as_ref().map_or(0.0, main));
        weighed.add(-0.5, flag(cue.as_ref().is_some_and(is_beside)));
        weighed.add(0.3, above.as_ref().map_or(0.0, main));
        weighed.add(-0.4, flag(above.as_ref().is_some_and(is_beside)));
        let focus = FOCUS.is_in(&lead);
        weighed.add(0.8, flag(focus));
        weighed.add(0.5, flag(OWN.is_in(&lead)));
        weighed.add(-0.4, flag(ELSEWHERE.is_in(&lead)));
        weighed.add(-0.6, flag(BESIDE.is_in(&lead)));
        weighed.add(-0.4, flag(ELSEWHERE.is_in(&heading)));
        weighed.add(-0.7, flag(BESIDE.is_in(&heading)));
        weighed.add(0.6, flag(run.lead.trim_end().ends_with(':')));
        weighed.add(1.5, flag(run.told));
        weighed.add(-0.8, flag(self.nodes[run.at].is_heading()));
        weighed.add(-1.5, flag(tells_how));
        // Whatever its items are: nothing says that they are what somebody wants most.
        let named = cue.as_ref().map_or(0.0, main) + above.as_ref().map_or(0.0, main) > 0.0;
        weighed.add(-1.0, flag(!(promised || near || named || focus || FOCUS.is_in(&heading))));
    }

    /// Whose it is, and whether each chapter has one of its name.
    fn of_owner(&self, run: &Run<'document>, weighed: &mut Weighed) {
        let above = headings_above(self.nodes, run.from).filter(|(_, node)| node.depth > 0);
        let other = owner::find_other(run.lead, run.lead.len()).is_some()
            || above
                .map(|(_, node)| node.text)
                .any(|text| owner::find_other_in_heading(text).is_some());
        weighed.add(-1.0, flag(other));
        let under = self.nodes[run.from].above.map(|above| self.nodes[above].text);
        let again = [Some(run.lead), under].into_iter().flatten().any(|text| self.repeats(text));
        weighed.add(-1.2, flag(again));
    }

    /// The sentences around a lead-in: the rest of its passage and the passage before it, and the one
    /// behind the run.
    fn around(&self, run: &Run<'document>) -> Vec<String> {
        let from = run.at.saturating_sub(1);
        let near = [from, run.at].into_iter().chain((run.to < self.nodes.len()).then_some(run.to));
        let mut texts: Vec<String> = near
            .flat_map(|place| sentences(self.nodes[place].text))
            .filter(|sentence| *sentence != run.lead && sentence.len() < 400)
            .map(padded)
            .collect();
        texts.dedup();
        texts
    }

    /// Whether a lead-in or heading stands several times: what is told in each chapter.
    fn repeats(&self, text: &str) -> bool {
        self.repeated.contains(text)
    }

    /// Whether some headings have a text below them and others, several, have none.
    fn is_mixed(&self, run: &Run<'document>) -> bool {
        let bare = run
            .items
            .iter()
            .filter(|item| self.nodes.get(item.node + 1).is_some_and(Node::is_heading));
        (2..run.items.len()).contains(&bare.count())
    }

    /// The share of items that are said again, as what a strategy wants most is.
    fn said_again(&self, titles: &[&str]) -> f64 {
        let again = titles.iter().filter(|title| {
            let lower = title.to_lowercase();
            lower.len() > 5 && memmem::find_iter(self.lower.as_bytes(), &lower).nth(1).is_some()
        });
        share(again.count(), titles.len())
    }

    /// Where it stands: early, not where the rules have told another list.
    fn of_place(&self, run: &Run<'document>, weighed: &mut Weighed) {
        weighed.add(-1.6, run.from as f64 / self.nodes.len().max(1) as f64);
        let taken = run.items.iter().filter(|item| self.taken[item.node]).count();
        weighed.add(-3.4, share(taken, run.items.len()));
        weighed.add(-1.0, flag(run.form == Form::Headings && self.is_mixed(run)));
        weighed.add(0.4, flag(self.kind == DocumentKind::IntegratedCareStrategy));
        let programme = matches!(self.kind, DocumentKind::ProgrammePage | DocumentKind::Vision);
        weighed.add(-1.2, flag(programme));
    }
}

/// What its items are about: subjects of the scheme, each another.
fn of_subjects(titles: &[&str], knowledge: &Knowledge<'_>, weighed: &mut Weighed) {
    let subjects: Vec<usize> =
        titles.iter().filter_map(|title| (knowledge.subject)(title)).collect();
    let different: BTreeSet<usize> = subjects.iter().copied().collect();
    weighed.add(ABOUT_SUBJECTS, share(subjects.len(), titles.len()));
    weighed.add(ABOUT_DIFFERENT, share(different.len(), titles.len()));
}

/// How its items are made: alike in their first or last words; no names, figures, questions, links,
/// deeds or parts of a page.
fn of_make(titles: &[&str], weighed: &mut Weighed) {
    let found = titles.len();
    let words: usize = titles.iter().map(|title| title.split_whitespace().count()).sum();
    weighed.add(-0.8, flag(2 * words < 3 * found));
    weighed.add(1.4, alike(titles));
    let of = |holds: &dyn Fn(&str) -> bool| {
        share(titles.iter().filter(|title| holds(title)).count(), found)
    };
    weighed.add(-1.0, of(&is_name));
    let figures = |sign: char| sign.is_ascii_digit() || sign == '£';
    weighed.add(-1.0, of(&|title| title.contains(figures)));
    weighed.add(-1.5, of(&|title| title.ends_with('?')));
    weighed.add(-0.7, of(&is_deed));
    weighed.add(-0.2, of(&|title| padded(title).contains(" you")));
    weighed.add(-1.1, of(&|title| ELSEWHERE.is_in(&title.to_lowercase())));
    weighed.add(-2.0, of(&is_place));
    weighed.add(-2.0, of(&|title| ["://", "www", "@"].iter().any(|sign| title.contains(sign))));
    weighed.add(0.7, flag((3..=8).contains(&found)));
    weighed.add(-1.2, flag(found == 2));
}

/// Commas enumerate anything, lines are often parts of a page; semicolons and what is told one after
/// the other are rarely anything else than a list.
fn of_form(form: Form, weighed: &mut Weighed) {
    weighed.add(-0.7, flag(form == Form::Lines));
    weighed.add(0.9, flag(form == Form::Headings));
    weighed.add(0.6, flag(form == Form::Rows));
    weighed.add(0.5, flag(form == Form::Semicolons));
    weighed.add(-1.9, flag(form == Form::Commas));
    weighed.add(1.2, flag(form == Form::Sequence));
}

/// How surely a noun names a main list: 1 for priorities, less for words that are used for others too.
fn main(cue: &cue::Cue) -> f64 {
    if !cue.plural {
        return 0.0;
    }
    match cue.class {
        cue::Class::Priority => 1.0,
        cue::Class::Main(rank, _) => 1.0 - f64::from(rank) / 12.0,
        cue::Class::Beside(_) => 0.0,
    }
}

fn is_beside(cue: &cue::Cue) -> bool {
    matches!(cue.class, cue::Class::Beside(_))
}

/// The share of items whose first words are of the commonest make: the same word, or one in “-ing”.
fn alike(titles: &[&str]) -> f64 {
    let mut makes: BTreeMap<String, usize> = BTreeMap::new();
    for title in titles {
        let first = title.split_whitespace().next().unwrap_or_default().to_lowercase();
        let make =
            if first.len() > 5 && first.ends_with("ing") { "-ing".to_owned() } else { first };
        *makes.entry(make).or_default() += 1;
        let last = title.split_whitespace().next_back().unwrap_or_default().to_lowercase();
        if title.split_whitespace().count() <= 4 {
            *makes.entry(format!("- {last}")).or_default() += 1;
        }
    }
    let most = makes.values().copied().max().unwrap_or(0);
    if most < 2 { 0.0 } else { share(most, titles.len()) }
}

/// Whether an item tells what was done: “Opened three hubs”.
fn is_deed(title: &str) -> bool {
    title.split_whitespace().next().is_some_and(|first| first.len() > 4 && first.ends_with("ed"))
}

/// Whether an item tells where or when: “in Ashmere”, “by the sea”.
fn is_place(title: &str) -> bool {
    let first = words(title).into_iter().next();
    first.is_some_and(|first| first.is_any(&["in", "at", "by", "on", "during", "after", "near"]))
}

/// Whether an item is a name: two capitalised words or more, and no small ones but joints.
fn is_name(title: &str) -> bool {
    let words: Vec<_> = words(title).into_iter().filter(|word| word.text.len() > 3).collect();
    words.len() >= 2 && words.iter().all(Word::is_capital)
}

/// A text in small letters with blanks around, so that whole words can be looked for.
fn padded(text: &str) -> String {
    format!(" {} ", text.to_lowercase())
}

fn flag(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// The weighed signs of a run.
struct Weighed {
    sum: f64,
}

impl Default for Weighed {
    fn default() -> Self {
        Self { sum: BIAS }
    }
}

impl Weighed {
    fn add(&mut self, weight: f64, sign: f64) {
        self.sum += weight * sign;
    }

    /// How likely a run with these signs is the main list, 0 to 1 (logistic function).
    fn confidence(&self) -> f64 {
        self.confidence_with(0.0)
    }

    /// The same if so much is added.
    fn confidence_with(&self, more: f64) -> f64 {
        1.0 / (1.0 + (-self.sum - more).exp())
    }
}
