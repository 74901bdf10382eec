//! The type `Change`: one entry of the change log.

use std::borrow::Cow;

use async_graphql::{Enum, Object, SimpleObject, TypeName};

use super::{int::int, node::Node, reading::Reading, release::Revision};
use crate::{model, query};

/// What happened to a row of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "model::ChangeAction")]
pub(super) enum ChangeAction {
    /// It is new.
    Created,
    /// It differs.
    Updated,
    /// It is gone.
    Removed,
}

/// One field of a row before and after a change.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct FieldDifference {
    /// The field, in words, such as `alt labels`.
    field: String,
    /// What stood there; null where nothing did.
    before: Option<String>,
    /// What stands there since; null where nothing does.
    after: Option<String>,
}

/// An entry of the change log, shown.
#[derive(Debug, Clone)]
pub(super) struct Change {
    reading: Reading,
    entry: model::Change,
    revision: model::Revision,
    described: query::ChangeDescription,
}

impl Change {
    /// An entry, shown.
    pub(super) fn new(reading: &Reading, entry: model::Change, revision: model::Revision) -> Self {
        let described = query::describe_change(reading.view(), &entry);
        Self { reading: reading.clone(), entry, revision, described }
    }
}

impl TypeName for Change {
    fn type_name() -> Cow<'static, str> {
        "Change".into()
    }
}

/// What happened to one row of the record in one revision: who, when and why stand on the
/// `revision`, before and after in `fields`.
#[Object(name_type)]
impl Change {
    /// The revision in which it happened: who made it, when, and what for.
    async fn revision(&self) -> Revision {
        Revision(self.revision.clone())
    }

    /// Its place in the revision, from 0.
    async fn position(&self) -> i32 {
        int(self.entry.position)
    }

    /// Created, updated or removed.
    async fn action(&self) -> ChangeAction {
        self.entry.action.into()
    }

    /// What kind of row it is, such as `priority` or `priority theme`.
    async fn what(&self) -> &str {
        &self.described.what
    }

    /// What the row is called.
    async fn name(&self) -> &str {
        &self.described.name
    }

    /// The identity of the row among those of its kind: of things that have a page, their slug.
    async fn row(&self) -> &str {
        &self.entry.row_id
    }

    /// The thing itself; null where the row is a relation, a list or a source, or is gone.
    async fn node(&self) -> Option<Node> {
        let key = self.described.node.as_ref()?;
        query::find_node(self.reading.view(), key).map(|node| Node::new(&self.reading, node))
    }

    /// The fields that differ, before and after; names in place of slugs where they are known.
    #[graphql(complexity = "super::cost::list(child_complexity)")]
    async fn fields(&self) -> Vec<FieldDifference> {
        let view = self.reading.view();
        let shown = |it: query::FieldDifference| FieldDifference {
            field: it.field,
            before: it.before,
            after: it.after,
        };
        query::list_differences(view, &self.entry).into_iter().map(shown).collect()
    }
}
