//! The types `FrameworkTopic` and `FrameworkTopicMapping`.

use std::sync::Arc;

use async_graphql::{ID, Object, Result};

use super::{
    cost,
    coverage::{self, CoverageCounts},
    missing::get,
    reading::{Reading, Shown},
    url::Url,
    vocabulary::{EditionPolicy, ListRole, MappingRelation},
};
use crate::{model, query};

/// One topic of a framework.
#[Object(name = "FrameworkTopic")]
impl Shown<model::Topic> {
    /// Its identity, unique over all kinds of node: opaque, and the same at every revision.
    pub(super) async fn id(&self) -> ID {
        self.global_id()
    }

    /// Its stable readable name, unique among topics; it stands in the address of its page.
    async fn slug(&self) -> &str {
        &self.row.slug
    }

    /// Its name in the framework.
    async fn label(&self) -> &str {
        &self.row.label
    }

    /// The framework to which it belongs.
    async fn framework(&self) -> Result<Shown<model::Framework>> {
        let row = get(query::framework_of(self.view(), &self.row), &self.row.slug)?;
        Ok(self.reading.show(row))
    }

    /// The themes to which it maps.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn themes(&self) -> Vec<FrameworkTopicMapping> {
        query::themes_of_topic(self.view(), &self.row.slug)
            .into_iter()
            .map(|found| {
                let topic = self.row.clone();
                FrameworkTopicMapping::new(&self.reading, topic, found.theme, &found.mapping)
            })
            .collect()
    }

    /// How many partnerships are in each of four states, read through the themes that are it or lie
    /// inside it. The denominator of a share is `assessed`. A topic that is narrower than every theme
    /// mapped to it cannot be assessed at all. State by state: `compare(framework:)`.
    #[graphql(complexity = "cost::WALK + child_complexity")]
    async fn coverage(
        &self,
        #[graphql(
            desc = "From which editions; without it, current strategies only.",
            default_with = "Some(EditionPolicy::Current)"
        )]
        editions: Option<EditionPolicy>,
        #[graphql(
            desc = "Items of lists of which roles count as priorities; priorities, aims, outcomes and groups when it is not given."
        )]
        roles: Option<Vec<ListRole>>,
        #[graphql(
            desc = "Whether themes of priorities that the machine proposed and nobody confirmed count.",
            default_with = "Some(false)"
        )]
        proposed: Option<bool>,
    ) -> Result<CoverageCounts> {
        let question = query::ComparisonQuestion {
            framework: Some(self.row.framework.to_string()),
            ..coverage::by_all_themes(coverage::options(editions, roles, proposed))
        };
        let comparison = self.reading.compare(&question)?;
        Ok(coverage::row_of(&comparison, &self.row.slug)?.counts.into())
    }

    /// The address of its page on this site.
    async fn web_url(&self) -> Url {
        self.page_address()
    }
}

/// How a topic maps to a theme, shown.
#[derive(Debug, Clone)]
pub(super) struct FrameworkTopicMapping {
    topic: Shown<model::Topic>,
    theme: Shown<model::Theme>,
    relation: model::MappingRelation,
}

impl FrameworkTopicMapping {
    /// A mapping, shown.
    pub(super) fn new(
        reading: &Reading,
        topic: Arc<model::Topic>,
        theme: Arc<model::Theme>,
        mapping: &model::TopicMapping,
    ) -> Self {
        Self { topic: reading.show(topic), theme: reading.show(theme), relation: mapping.relation }
    }
}

/// How a topic of a framework maps to a theme.
#[Object]
impl FrameworkTopicMapping {
    /// The topic.
    async fn topic(&self) -> &Shown<model::Topic> {
        &self.topic
    }

    /// The theme.
    async fn theme(&self) -> &Shown<model::Theme> {
        &self.theme
    }

    /// How they relate, read from the theme: `BROAD` means that the topic is wider than the theme.
    async fn relation(&self) -> MappingRelation {
        self.relation.into()
    }
}
