//! Frameworks: outside ways of cutting strategies.

use std::sync::Arc;

use crate::{
    model::{Framework, NodeKey, NodeKind, Theme, Topic, TopicMapping},
    view::{
        View,
        graph::{EdgeKind, Fact},
    },
};

/// A theme to which a topic maps.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicTheme {
    /// The theme.
    pub theme: Arc<Theme>,
    /// How they relate.
    pub mapping: Arc<TopicMapping>,
}

/// The topics of a framework in its order.
pub fn topics_of(view: &View, framework: &str) -> Vec<Arc<Topic>> {
    view.graph.targets(&NodeKey::new(NodeKind::Framework, framework), EdgeKind::HasTopic)
}

/// The framework of a topic.
pub fn framework_of(view: &View, topic: &Topic) -> Option<Arc<Framework>> {
    view.record.frameworks.get(&topic.framework).cloned()
}

/// The themes to which a topic maps.
pub fn themes_of_topic(view: &View, topic: &str) -> Vec<TopicTheme> {
    view.graph
        .find(&NodeKey::new(NodeKind::Topic, topic))
        .into_iter()
        .flat_map(|node| view.graph.outgoing(node))
        .filter_map(|link| match &link.edge.fact {
            Fact::TopicMapping(mapping) => Some(TopicTheme {
                theme: view.graph.row::<Theme>(link.far)?.clone(),
                mapping: mapping.clone(),
            }),
            _ => None,
        })
        .collect()
}
