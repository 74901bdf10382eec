//! The first page: what this is, a search box, questions with their answers, how much is held.

use askama::Template;

use crate::{
    error::Result,
    explorer::{
        address,
        frame::{Frame, Section},
        parts::{Link, Linked as _, PartnershipEntry, count, number, of_all, told_counts},
        visit::Visit,
    },
    model::{NodeKind, Partner, Partnership, Programme, Region, Theme},
    query::{
        ComparisonQuestion, PageArguments, all_rows, compare, dataset, find_row, lists_of,
        memberships_of_partner, strategies_of, superseded_by,
    },
    view::View,
};

/// The first page.
#[derive(Template)]
#[template(path = "home.html")]
pub(crate) struct HomePage {
    frame: Frame,
    questions: Vec<Question>,
    regions: Vec<RegionTiles>,
    themes: Vec<Link>,
    held: Vec<Held>,
    limits: Vec<String>,
}

/// A question that people ask, with the answer that this record gives.
struct Question {
    asked: Link,
    answer: String,
}

/// The partnerships of a region.
struct RegionTiles {
    region: Link,
    partnerships: Vec<Tile>,
}

/// A partnership and the state of what is known of it.
struct Tile {
    link: Link,
    state: String,
    class: &'static str,
}

/// A number of the dataset and where its things are.
struct Held {
    number: String,
    link: Link,
}

impl HomePage {
    /// The first page of this view.
    pub(crate) fn build(visit: &Visit, (): ()) -> Result<Self> {
        let view = &visit.view;
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
            regions: regions(partnerships),
            themes: all_rows::<Theme>(view)
                .iter()
                .filter(|theme| theme.broader.is_none())
                .map(|theme| theme.link())
                .collect(),
            held: held(view),
        })
    }
}

fn regions(partnerships: Vec<(Region, PartnershipEntry)>) -> Vec<RegionTiles> {
    let mut regions: Vec<(Region, RegionTiles)> = Vec::new();
    let mut partnerships = partnerships;
    partnerships.sort_by_key(|(region, _)| *region);
    for (region, entry) in partnerships {
        let tile = Tile::from(entry);
        match regions.last_mut() {
            Some((last, tiles)) if *last == region => tiles.partnerships.push(tile),
            _ => regions.push((
                region,
                RegionTiles { region: Link::to_region(region), partnerships: vec![tile] },
            )),
        }
    }
    regions.into_iter().map(|(_, tiles)| tiles).collect()
}

impl From<PartnershipEntry> for Tile {
    fn from(entry: PartnershipEntry) -> Self {
        let (state, class) = match &entry.current {
            None => ("no integrated care strategy found".to_owned(), "tile none"),
            Some(_) if entry.complete => (format!("{} priorities", entry.priorities), "tile whole"),
            Some(_) if !entry.found => ("priorities not found".to_owned(), "tile part"),
            Some(_) => (format!("{} priorities, not all seen", entry.priorities), "tile part"),
        };
        Self { link: entry.link, state, class }
    }
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
