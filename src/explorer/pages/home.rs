//! The first page: what this is, a search box, questions with their answers, how much is held.

use std::sync::Arc;

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;

use crate::{
    error::Result,
    explorer::{
        address,
        frame::{Frame, Section},
        parts::{
            CoverageMap, Link, Linked as _, PartnershipEntry, count, number, of_all, told_counts,
        },
        visit::Visit,
    },
    model::{NodeKind, Partner, Partnership, Programme, Region, Theme, Word as _},
    query::{
        ComparisonQuestion, PageArguments, all_rows, compare, dataset, find_row, get_row, lists_of,
        memberships_of_partner, narrower_of, strategies_of, superseded_by,
    },
    view::View,
};

/// The first page.
#[derive(Template)]
#[template(path = "home.html")]
pub(crate) struct HomePage {
    frame: Frame,
    questions: Vec<Question>,
    map: Option<(Link, CoverageMap)>,
    choices: Vec<Choice>,
    regions: Vec<Link>,
    themes: Vec<Link>,
    held_partnerships: usize,
    held: Vec<Held>,
    limits: Vec<String>,
}

/// A question that people ask, with the answer that this record gives.
struct Question {
    asked: Link,
    answer: String,
}

/// A theme in the form of the map.
struct Choice {
    slug: String,
    label: String,
    narrower: bool,
    chosen: bool,
}

/// What the first page is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// The theme of the map.
    theme: String,
}

/// A number of the dataset and where its things are.
struct Held {
    number: String,
    link: Link,
}

impl HomePage {
    /// The first page of this view.
    pub(crate) fn build(visit: &Visit, Query(asked): Query<Asked>) -> Result<Self> {
        let view = &visit.view;
        let theme = theme_of(view, &asked.theme)?;
        let map = match &theme {
            Some(theme) => Some((theme.link(), CoverageMap::of(view, theme)?)),
            None => None,
        };
        let partnerships: Vec<_> = all_rows::<Partnership>(view)
            .iter()
            .map(|row| (row.region, PartnershipEntry::of(view, row)))
            .collect();
        Ok(Self {
            frame: visit.frame(
                Section::Elsewhere,
                address::HOME,
                "England’s integrated care strategies, in one place",
                "What each integrated care partnership in England says it will do: priorities in \
                 its own words, by theme and partner, each with its source.",
            ),
            questions: questions(view)?,
            limits: limits(view, &partnerships),
            map,
            choices: theme.map_or_else(Vec::new, |theme| choices(view, &theme.slug)),
            regions: Region::ALL.iter().map(|region| Link::to_region(*region)).collect(),
            themes: all_rows::<Theme>(view)
                .iter()
                .filter(|theme| theme.broader.is_none())
                .map(|theme| theme.link())
                .collect(),
            held_partnerships: dataset(view).partnerships,
            held: held(view),
        })
    }
}

/// The theme of the map unless another is asked for: one that many partnerships name.
const THEME: &str = "best-start-in-life";

/// The theme of the map; an unknown one is refused, with the nearest.
fn theme_of(view: &View, asked: &str) -> Result<Option<Arc<Theme>>> {
    if !asked.is_empty() {
        return get_row(view, asked).map(Some);
    }
    let first = || all_rows::<Theme>(view).into_iter().next();
    Ok(find_row::<Theme>(view, THEME).or_else(first))
}

/// All themes, narrower ones after the one to which they belong.
fn choices(view: &View, chosen: &str) -> Vec<Choice> {
    let choice = |theme: &Arc<Theme>| Choice {
        slug: theme.slug.to_string(),
        label: theme.label.clone(),
        narrower: theme.broader.is_some(),
        chosen: *theme.slug == *chosen,
    };
    all_rows::<Theme>(view)
        .iter()
        .filter(|theme| theme.broader.is_none())
        .flat_map(|theme| [vec![theme.clone()], narrower_of(view, &theme.slug)].concat())
        .map(|theme| choice(&theme))
        .collect()
}

fn held(view: &View) -> Vec<Held> {
    let dataset = dataset(view);
    [
        (dataset.partnerships, "partnerships", address::PARTNERSHIPS),
        (dataset.strategies, "strategies and plans", address::PARTNERSHIPS),
        (dataset.priorities, "priorities, aims and enablers", address::THEMES),
        (dataset.themes, "themes", address::THEMES),
        (dataset.partners, "partners", address::PARTNERS),
        (dataset.programmes, "programmes", address::PROGRAMMES),
        (dataset.documents, "documents", address::DOCUMENTS),
        (dataset.passages, "passages", address::DOCUMENTS),
    ]
    .into_iter()
    .map(|(value, text, href)| Held { number: number(value), link: Link::to(text, href) })
    .collect()
}

/// What is missing, in numbers of this revision.
fn limits(view: &View, partnerships: &[(Region, PartnershipEntry)]) -> Vec<String> {
    let all = partnerships.len();
    let with_strategy = partnerships.iter().filter(|(_, entry)| entry.current.is_some()).count();
    let complete = partnerships.iter().filter(|(_, entry)| entry.complete).count();
    vec![
        format!(
            "We found an integrated care strategy for {}; for {} of them we saw the whole list of priorities.",
            of_all(with_strategy, all, "partnerships"),
            number(complete),
        ),
        format!(
            "{} are held. A theme that is not found here can still be in a document that we have not read.",
            crate::explorer::parts::sentence(&count(
                dataset(view).documents,
                "document",
                "documents"
            ))
            .trim_end_matches('.'),
        ),
        "Wording comes from public sources that disagree, change and disappear; each claim names its own.".to_owned(),
    ]
}

/// The questions whose answers this view has.
fn questions(view: &View) -> Result<Vec<Question>> {
    let mut questions = Vec::new();
    for (theme, asked) in [
        ("end-of-life-and-dying-well", "Which partnerships make end-of-life care a priority?"),
        ("best-start-in-life", "Who puts the first 1,000 days first, and in which words?"),
        ("health-inequalities", "How do they say that they will tackle health inequalities?"),
    ] {
        if let Some(theme) = find_row::<Theme>(view, theme) {
            questions.push(Question {
                asked: Link::to(asked, theme.path()),
                answer: told_by(view, &theme)?,
            });
        }
    }
    questions.extend(draft_and_final(view));
    questions.extend(healthwatch(view)?);
    questions.extend(find_row::<Programme>(view, REBOOTING_DEMOCRACY).map(|programme| Question {
        asked: Link::to("Where did young people hold a jury on health policy?", programme.path()),
        answer: programme.name.clone(),
    }));
    Ok(questions)
}

/// The programme of one of the five documents with which the project began.
const REBOOTING_DEMOCRACY: &str = "hampshire-and-isle-of-wight-rebooting-democracy";
/// The partnership whose draft and final strategy have different lists.
const LANCASHIRE: &str = "lancashire-and-south-cumbria";

/// How many partnerships make a theme a priority, of those that could be assessed.
fn told_by(view: &View, theme: &Theme) -> Result<String> {
    let comparison = compare(view, &ComparisonQuestion::default())?;
    let counts = comparison.row(&theme.slug).map(|row| row.counts).unwrap_or_default();
    Ok(format!("{}.", told_counts(&counts)))
}

fn draft_and_final(view: &View) -> Option<Question> {
    let draft = strategies_of(view, LANCASHIRE).into_iter().find(|row| row.edition.is_draft())?;
    let later = superseded_by(view, &draft.slug)?;
    let items = |slug: &str| lists_of(view, slug).first().map_or(0, |list| list.items.len());
    Some(Question {
        asked: Link::to(
            "What changed in Lancashire and South Cumbria between draft and final?",
            address::changes(&later.slug),
        ),
        answer: format!(
            "{} in the draft, {} in the final",
            count(items(&draft.slug), "priority", "priorities"),
            number(items(&later.slug))
        ),
    })
}

fn healthwatch(view: &View) -> Result<Option<Question>> {
    let Some(partner) = find_row::<Partner>(view, "healthwatch") else { return Ok(None) };
    let memberships = memberships_of_partner(view, &partner, &PageArguments::first(1))?;
    Ok(Some(Question {
        asked: Link::to(
            "Who works with Healthwatch?",
            address::thing(NodeKind::Partner, &partner.slug),
        ),
        answer: format!("named by {}", count(memberships.total_count, "record", "records")),
    }))
}
