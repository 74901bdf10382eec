//! Frameworks: outside ways of cutting strategies, mapped to the theme scheme.

use std::sync::Arc;

use askama::Template;
use axum::extract::Path;

use crate::{
    error::Result,
    explorer::{
        address::{self, Address},
        frame::{Frame, Section},
        parts::{Link, Linked as _, count, is_web_address},
        visit::Visit,
    },
    model::{Framework, NodeKind, Topic, Word as _},
    query::{
        ComparisonQuestion, CoverageCounts, PageArguments, all_rows, compare, get_row,
        priorities_about, themes_of_topic, topics_of,
    },
    view::View,
};

/// All frameworks.
#[derive(Template)]
#[template(path = "frameworks.html")]
pub(crate) struct IndexPage {
    frame: Frame,
    frameworks: Vec<FrameworkEntry>,
}

struct FrameworkEntry {
    link: Link,
    publisher: String,
    edition: Option<String>,
    topics: String,
}

impl IndexPage {
    /// All frameworks of this view.
    #[allow(clippy::unnecessary_wraps)] // the shape of all pages
    pub(crate) fn build(visit: &Visit, (): ()) -> Result<Self> {
        let frameworks = all_rows::<Framework>(&visit.view)
            .iter()
            .map(|row| FrameworkEntry {
                link: row.link(),
                publisher: row.publisher.clone(),
                edition: row.edition.clone(),
                topics: count(topics_of(&visit.view, &row.slug).len(), "topic", "topics"),
            })
            .collect();
        let frame = visit
            .frame(
                Section::Frameworks,
                address::FRAMEWORKS,
                "Frameworks",
                "Outside ways of cutting strategies, such as the statutory guidance’s topics, mapped to one theme scheme.",
            )
            .under([]);
        Ok(Self { frame, frameworks })
    }
}

/// One framework.
#[derive(Template)]
#[template(path = "framework.html")]
pub(crate) struct FrameworkPage {
    frame: Frame,
    framework: Arc<Framework>,
    url: Option<String>,
    compare: String,
    topics: Vec<TopicEntry>,
    gaps: Vec<GapRow>,
}

/// How many partnerships have a topic in each state.
struct GapRow {
    topic: Link,
    counts: CoverageCounts,
    /// Where nothing is a priority of anybody who was assessed.
    nobody: bool,
}

struct TopicEntry {
    anchor: String,
    label: String,
    themes: Vec<MappedTheme>,
}

struct MappedTheme {
    link: Link,
    relation: &'static str,
    priorities: usize,
}

impl FrameworkPage {
    /// The framework with this slug.
    pub(crate) fn build(visit: &Visit, Path(slug): Path<String>) -> Result<Self> {
        let view = &visit.view;
        let framework: Arc<Framework> = get_row(view, &slug)?;
        let topics = topics_of(view, &slug);
        Ok(Self {
            frame: visit
                .frame(
                    Section::Frameworks,
                    &framework.path(),
                    format!("{}: framework", framework.label),
                    format!(
                        "{} ({}): its {} mapped to themes of integrated care strategies.",
                        framework.label,
                        framework.publisher,
                        count(topics.len(), "topic", "topics")
                    ),
                )
                .under([Link::to("Frameworks", address::FRAMEWORKS)]),
            url: framework.url.clone().filter(|url| is_web_address(url)),
            compare: Address::of(address::COMPARE)
                .with("partnership", "all")
                .with("framework", &slug)
                .finish(),
            topics: topics
                .iter()
                .map(|topic| TopicEntry::of(view, topic))
                .collect::<Result<_>>()?,
            gaps: gaps(view, &framework.slug)?,
            framework,
        })
    }
}

/// The topics of a framework with the states of all partnerships, least often a priority first.
fn gaps(view: &View, framework: &str) -> Result<Vec<GapRow>> {
    let question = ComparisonQuestion {
        framework: Some(framework.to_owned()),
        ..ComparisonQuestion::default()
    };
    let comparison = compare(view, &question)?;
    let mut rows: Vec<GapRow> = comparison
        .rows
        .iter()
        .map(|row| {
            let topic = address::thing(NodeKind::Topic, row.subject.slug());
            GapRow {
                topic: Link::to(row.label(), topic),
                counts: row.counts,
                nobody: row.counts.priority == 0 && row.counts.assessed() > 0,
            }
        })
        .collect();
    rows.sort_by(|a, b| share(&a.counts).total_cmp(&share(&b.counts)));
    Ok(rows)
}

/// The part of those assessed that make it a priority; 1 where nobody could be assessed, so that
/// what is not known does not look like a gap.
fn share(counts: &CoverageCounts) -> f64 {
    match counts.assessed() {
        0 => 1.0,
        assessed => counts.priority as f64 / assessed as f64,
    }
}

impl TopicEntry {
    fn of(view: &View, topic: &Topic) -> Result<Self> {
        let themes = themes_of_topic(view, &topic.slug)
            .into_iter()
            .map(|mapped| {
                let about = priorities_about(view, &mapped.theme.slug, &PageArguments::first(0))?;
                Ok(MappedTheme {
                    link: mapped.theme.link(),
                    relation: mapped.mapping.relation.label(),
                    priorities: about.total_count,
                })
            })
            .collect::<Result<_>>()?;
        Ok(Self { anchor: format!("topic-{}", topic.key), label: topic.label.clone(), themes })
    }
}
