//! Partners: organisations and kinds of organisation, and where they take part.

use std::sync::Arc;

use crate::{
    error::Result,
    model::{NodeKey, NodeKind, Partner, Partnership, Passage, Programme},
    view::{
        View,
        graph::{EdgeKind, Fact},
        passages::PassageRef,
    },
};

use super::{
    filter::PartnerFilter,
    page::{Page, PageArguments, paginate},
    partnership::PartnerMembership,
};

/// Partners: named organisations by name, then kinds of organisation by name.
///
/// # Errors
/// `BAD_USER_INPUT` for an unknown slug in the filter or unusable page arguments.
pub fn list_partners(
    view: &View,
    filter: &PartnerFilter,
    arguments: &PageArguments,
) -> Result<Page<Arc<Partner>>> {
    let test = filter.test(view)?;
    let rows: Vec<_> = view.graph.rows::<Partner>().filter(|row| test(row)).cloned().collect();
    paginate(&rows, view.revision(), arguments, |row| row.slug.to_string())
}

/// The partnerships in which a partner takes part, with role and sources, by partnership.
///
/// # Errors
/// `BAD_USER_INPUT` for unusable page arguments.
pub fn memberships_of_partner(
    view: &View,
    partner: &Arc<Partner>,
    arguments: &PageArguments,
) -> Result<Page<PartnerMembership>> {
    let mut rows: Vec<PartnerMembership> = view
        .graph
        .find(&key(&partner.slug))
        .into_iter()
        .flat_map(|node| view.graph.incoming(node))
        .filter_map(|link| match &link.edge.fact {
            Fact::Membership(membership) => Some(PartnerMembership {
                membership: membership.clone(),
                partner: partner.clone(),
                partnership: view.graph.row::<Partnership>(link.far)?.clone(),
            }),
            _ => None,
        })
        .collect();
    rows.sort_by(|a, b| a.membership.id.cmp(&b.membership.id));
    paginate(&rows, view.revision(), arguments, |row| row.membership.id.to_string())
}

/// The programmes that are delivered with a partner.
///
/// # Errors
/// `BAD_USER_INPUT` for unusable page arguments.
pub fn programmes_of_partner(
    view: &View,
    partner: &str,
    arguments: &PageArguments,
) -> Result<Page<Arc<Programme>>> {
    let rows = view.graph.origins::<Programme>(&key(partner), EdgeKind::DeliveredWith);
    paginate(&rows, view.revision(), arguments, |row| row.slug.to_string())
}

/// The passages that name a partner, by document and place.
///
/// # Errors
/// `BAD_USER_INPUT` for unusable page arguments.
pub fn mentions_of_partner(
    view: &View,
    partner: &str,
    arguments: &PageArguments,
) -> Result<Page<Arc<Passage>>> {
    let naming: Vec<PassageRef<'_>> = view.passages.naming(partner).collect();
    let page = paginate(&naming, view.revision(), arguments, |it| it.slug().to_string())?;
    Ok(page.map(PassageRef::row))
}

fn key(partner: &str) -> NodeKey {
    NodeKey::new(NodeKind::Partner, partner)
}
