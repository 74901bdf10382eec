//! Partnerships, and what belongs to one.

use std::sync::Arc;

use crate::{
    error::Result,
    model::{
        BoardChange, CouncilMembership, Document, EditionPolicy, ListRole, ListedDocument, Measure,
        Membership, NodeKey, NodeKind, Partner, PartnerKind, Partnership, Priority, Programme,
        Source, Strategy, StrategyKind,
    },
    view::{
        View,
        graph::{EdgeKind, Fact, NodeRow},
        rows_under,
    },
};

use super::{
    filter::{PartnershipFilter, strategies_of_policy},
    page::{Page, PageArguments, paginate},
    strategy::priorities_in_order,
};

/// A partner's membership in a partnership, with both ends.
#[derive(Debug, Clone, PartialEq)]
pub struct PartnerMembership {
    /// The relation: role, name used, sources.
    pub membership: Arc<Membership>,
    /// The partner.
    pub partner: Arc<Partner>,
    /// The partnership.
    pub partnership: Arc<Partnership>,
}

/// A council of a partnership's area.
#[derive(Debug, Clone, PartialEq)]
pub struct CouncilArea {
    /// The council.
    pub council: Arc<Partner>,
    /// The relation: whether only a part of its area is inside.
    pub membership: Arc<CouncilMembership>,
}

/// Partnerships by name.
///
/// # Errors
/// `BAD_USER_INPUT` for an unknown slug in the filter or unusable page arguments.
pub fn list_partnerships(
    view: &View,
    filter: &PartnershipFilter,
    arguments: &PageArguments,
) -> Result<Page<Arc<Partnership>>> {
    let test = filter.test(view)?;
    let rows: Vec<_> = view.graph.rows::<Partnership>().filter(|row| test(row)).cloned().collect();
    paginate(&rows, view.revision(), arguments, |row| row.slug.to_string())
}

/// The strategies and plans of a partnership, newest first.
pub fn strategies_of(view: &View, partnership: &str) -> Vec<Arc<Strategy>> {
    let mut strategies = targets::<Strategy>(view, partnership, EdgeKind::HasStrategy);
    strategies.reverse();
    strategies
}

/// The newest integrated care strategy that is not a draft, else the newest draft of one; `None`
/// where the partnership has no integrated care strategy on record.
pub fn current_strategy(view: &View, partnership: &str) -> Option<Arc<Strategy>> {
    let mut own = strategies_of(view, partnership);
    own.retain(|strategy| strategy.kind == StrategyKind::IntegratedCareStrategy);
    own.iter().find(|strategy| !strategy.edition.is_draft()).or(own.first()).cloned()
}

/// The priorities of a partnership in the order of their strategies (oldest first), lists and
/// places. All roles when none is given.
///
/// # Errors
/// `BAD_USER_INPUT` for unusable page arguments.
pub fn priorities_of_partnership(
    view: &View,
    partnership: &str,
    roles: Option<&[ListRole]>,
    editions: EditionPolicy,
    arguments: &PageArguments,
) -> Result<Page<Arc<Priority>>> {
    let allowed = strategies_of_policy(view, editions);
    let rows: Vec<_> = targets::<Strategy>(view, partnership, EdgeKind::HasStrategy)
        .iter()
        .filter(|strategy| allowed.contains(&strategy.slug))
        .flat_map(|strategy| priorities_in_order(view, &strategy.slug, roles))
        .collect();
    paginate(&rows, view.revision(), arguments, |row| row.slug.to_string())
}

/// The partners of a partnership in the order of its record.
///
/// # Errors
/// `BAD_USER_INPUT` for unusable page arguments.
pub fn partners_of(
    view: &View,
    partnership: &Arc<Partnership>,
    kind: Option<PartnerKind>,
    arguments: &PageArguments,
) -> Result<Page<PartnerMembership>> {
    let key = NodeKey::new(NodeKind::Partnership, partnership.slug.clone());
    let rows: Vec<_> = view
        .graph
        .find(&key)
        .into_iter()
        .flat_map(|node| view.graph.outgoing(node))
        .filter_map(|link| match &link.edge.fact {
            Fact::Membership(membership) => Some(PartnerMembership {
                membership: membership.clone(),
                partner: view.graph.row::<Partner>(link.far)?.clone(),
                partnership: partnership.clone(),
            }),
            _ => None,
        })
        .filter(|row| kind.is_none_or(|kind| row.partner.kind == kind))
        .collect();
    paginate(&rows, view.revision(), arguments, |row| row.membership.id.to_string())
}

/// The councils in whose areas the partnership lies.
pub fn councils_of(view: &View, partnership: &str) -> Vec<CouncilArea> {
    view.graph
        .find(&NodeKey::new(NodeKind::Partnership, partnership))
        .into_iter()
        .flat_map(|node| view.graph.outgoing(node))
        .filter_map(|link| match &link.edge.fact {
            Fact::CouncilMembership(membership) => Some(CouncilArea {
                council: view.graph.row::<Partner>(link.far)?.clone(),
                membership: membership.clone(),
            }),
            _ => None,
        })
        .collect()
}

/// The programmes of a partnership in the order of its record.
///
/// # Errors
/// `BAD_USER_INPUT` for unusable page arguments.
pub fn programmes_of_partnership(
    view: &View,
    partnership: &str,
    arguments: &PageArguments,
) -> Result<Page<Arc<Programme>>> {
    let rows = targets::<Programme>(view, partnership, EdgeKind::Runs);
    paginate(&rows, view.revision(), arguments, |row| row.slug.to_string())
}

/// The measures that sources state about a partnership, in the order of its record.
pub fn measures_of(view: &View, partnership: &str) -> Vec<Arc<Measure>> {
    targets(view, partnership, EdgeKind::Reports)
}

/// The documents that are held of a partnership, digests included.
///
/// # Errors
/// `BAD_USER_INPUT` for unusable page arguments.
pub fn documents_of(
    view: &View,
    partnership: &str,
    arguments: &PageArguments,
) -> Result<Page<Arc<Document>>> {
    let rows = targets::<Document>(view, partnership, EdgeKind::Holds);
    paginate(&rows, view.revision(), arguments, |row| row.slug.to_string())
}

/// What happened, or is to happen, to the partnership's board, in the order of its record.
pub fn board_changes_of(view: &View, partnership: &str) -> Vec<Arc<BoardChange>> {
    by_position(rows_under(&view.record.board_changes, partnership), |row| row.position)
}

/// Documents that are known to belong to the partnership but are not held.
pub fn listed_documents_of(view: &View, partnership: &str) -> Vec<Arc<ListedDocument>> {
    by_position(rows_under(&view.record.listed_documents, partnership), |row| row.position)
}

/// The sources in a partnership's record, by key (S1, S2 … S10).
pub fn sources_of(view: &View, partnership: &str) -> Vec<Arc<Source>> {
    let mut sources: Vec<_> = rows_under(&view.record.sources, partnership).cloned().collect();
    sources.sort_by_key(|source| (source.key.len(), source.key.clone()));
    sources
}

fn targets<T: NodeRow>(view: &View, partnership: &str, kind: EdgeKind) -> Vec<Arc<T>> {
    view.graph.targets(&NodeKey::new(NodeKind::Partnership, partnership), kind)
}

fn by_position<'row, T: 'row>(
    rows: impl Iterator<Item = &'row Arc<T>>,
    position: impl Fn(&T) -> i64,
) -> Vec<Arc<T>> {
    let mut rows: Vec<_> = rows.cloned().collect();
    rows.sort_by_key(|row| position(row));
    rows
}
