//! The type `Region`.

use async_graphql::{ID, Object, parser::types::SelectionSet};

use super::{
    connection::Connection,
    cost, global_id,
    reading::{Reading, Shown},
    url::Url,
    written::{Written, write_plain},
};
use crate::{
    model::{self, NodeKey, NodeKind, Word as _},
    query,
};

/// An NHS England region.
#[derive(Debug, Clone)]
pub(super) struct Region {
    reading: Reading,
    region: model::Region,
}

impl Region {
    /// A region, shown.
    pub(super) fn new(reading: &Reading, region: model::Region) -> Self {
        Self { reading: reading.clone(), region }
    }

    fn key(&self) -> NodeKey {
        NodeKey::new(NodeKind::Place, self.region.word())
    }
}

/// One of the seven NHS England regions.
#[Object]
impl Region {
    /// Its identity, unique over all kinds of node.
    pub(super) async fn id(&self) -> ID {
        global_id::encode(&self.key())
    }

    /// Its stable readable name, such as `north-east-and-yorkshire`: what filters take.
    async fn slug(&self) -> &'static str {
        self.region.word()
    }

    /// Its name.
    async fn name(&self) -> &'static str {
        self.region.label()
    }

    /// The partnerships in this region, by name.
    #[graphql(complexity = "cost::page(first.or(last), child_complexity)")]
    async fn partnerships(
        &self,
        #[graphql(
            desc = "At most this many items from the beginning, 0 to 1000; 50 when neither `first` nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "Only items after this cursor: the `endCursor` of the page before.")]
        after: Option<String>,
        #[graphql(
            desc = "At most this many items from the end, 0 to 1000. Not together with `first`."
        )]
        last: Option<i32>,
        #[graphql(desc = "Only items before this cursor: the `startCursor` of the page after.")]
        before: Option<String>,
    ) -> async_graphql::Result<Connection<Shown<model::Partnership>>> {
        let filter = query::PartnershipFilter {
            regions: Some(vec![self.region]),
            ..query::PartnershipFilter::default()
        };
        let arguments = query::PageArguments { first, after, last, before };
        let page = query::list_partnerships(self.reading.view(), &filter, &arguments)?;
        Ok(self.reading.show_page(page))
    }

    /// The address of its page on this site.
    async fn web_url(&self) -> Url {
        self.reading.page_of(&self.key())
    }
}

impl Written for Region {
    fn typename(&self) -> &'static str {
        "Region"
    }

    fn write_field(&self, name: &str, _: &SelectionSet, into: &mut Vec<u8>) -> Option<()> {
        match name {
            "id" => write_plain(global_id::encode(&self.key()).as_str(), into),
            "slug" => write_plain(self.region.word(), into),
            "name" => write_plain(self.region.label(), into),
            _ => None,
        }
    }
}
