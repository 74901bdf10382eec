//! The rows that an accepted proposal makes: pure, and the same whether a curator accepts it now or
//! a new seed is loaded under decisions made long ago.
//!
//! A row that the seed has by the same name is never doubled: then the proposal supports it. Not
//! here: deciding (`deciding`), taking such rows away again (`taking_back`), finding known facts by
//! likeness (`ingest::reconcile`).

use std::sync::Arc;

use super::taking_back::{count_list, is_made};
use crate::model::{
    AssertionMethod, Document, ListRole, Measure, Membership, Partner, PartnerKind, Priority,
    PriorityList, PriorityTheme, Programme, Proposal, ProposalFact, ProposalKind, Record, Slug,
    Source, SourceKind, Speaker, Word as _, bare_figure, slugify,
};

/// Where lists that were made stand among the lists of a strategy: after all others.
const AFTER_OTHERS: i64 = 1000;

/// A row of the record: its table and its identity there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) table: &'static str,
    pub(super) id: Slug,
}

/// Adds to the record the rows that a proposal makes, and says so in `proposal_facts`; gives the
/// row that it became or supports. `document` is the one that shows it.
///
/// Fails with what stands against it, for people, and then adds nothing.
pub(super) fn add_fact(
    record: &mut Record,
    proposal: &Proposal,
    document: &Document,
) -> Result<Fact, String> {
    if !record.partnerships.contains_key(&proposal.partnership) {
        return Err(format!("There is no partnership “{}” any more.", proposal.partnership));
    }
    let mut making = Making { record, proposal, document };
    let (fact, made) = match proposal.kind {
        ProposalKind::Priority => making.priority()?,
        ProposalKind::Partner => making.membership()?,
        ProposalKind::Programme => making.programme(),
        ProposalKind::Measure => making.measure()?,
    };
    making.note(fact.table, &fact.id, made);
    Ok(fact)
}

/// One proposal that becomes rows.
struct Making<'a> {
    record: &'a mut Record,
    proposal: &'a Proposal,
    document: &'a Document,
}

impl Making<'_> {
    fn note(&mut self, table: &str, id: &Slug, makes: bool) {
        self.record.put(ProposalFact::new(table, id, &self.proposal.id, makes));
    }

    fn priority(&mut self) -> Result<(Fact, bool), String> {
        let proposal = self.proposal;
        let strategy = proposal.strategy.clone().ok_or(
            "It is not known of which strategy this is a priority: ingest the document again, name its strategy (--strategy), and accept what is proposed then.",
        )?;
        if !self.record.strategies.contains_key(&strategy) {
            return Err(format!("There is no strategy “{strategy}” any more."));
        }
        let wanted = slugify(&proposal.name);
        let same = self
            .record
            .priorities
            .values()
            .find(|row| row.strategy == strategy && slugify(&row.name) == wanted);
        if let Some(row) = same {
            return Ok((Fact { table: "priority", id: row.slug.clone() }, false));
        }
        let source = self.source();
        let list = self.list(&strategy, &source);
        let parent = proposal.parent.as_deref().map(slugify).and_then(|parent| {
            let rows = self.record.priorities.values();
            rows.into_iter()
                .find(|row| row.strategy == strategy && slugify(&row.name) == parent)
                .map(|row| row.slug.clone())
        });
        let slug = self.free(&format!("{strategy}-{wanted}"), |record, slug| {
            record.priorities.contains_key(slug)
        });
        self.record.put(Priority {
            slug: slug.clone(),
            list: list.clone(),
            strategy,
            position: proposal.position,
            name: proposal.name.clone(),
            exact: true,
            gist: None,
            parent,
            sources: vec![source],
        });
        self.themes(&slug);
        if is_made(self.record, "priority_list", &list) {
            count_list(self.record, &list);
        }
        Ok((Fact { table: "priority", id: slug }, true))
    }

    /// The list in which the item stands in its source: a curated one where that is the same list,
    /// else one of its own, made for that list of that document.
    fn list(&mut self, strategy: &Slug, source: &Slug) -> Slug {
        let proposal = self.proposal;
        let role = proposal.list_role.unwrap_or(ListRole::Priorities);
        if let Some(id) = self.find_same_list(strategy, role, source) {
            return id;
        }
        let place = proposal.list_place;
        let id: Slug =
            format!("{strategy}.{}.{}-{}", role.word(), self.document.slug, place + 1).into();
        if !self.record.priority_lists.contains_key(&id) {
            self.record.put(PriorityList {
                id: id.clone(),
                strategy: strategy.clone(),
                position: AFTER_OTHERS + place,
                role,
                called: proposal.list_called.clone(),
                stated_count: proposal.list_count,
                complete: false,
                ordered: proposal.list_ordered,
                source: source.clone(),
            });
        }
        self.note("priority_list", &id, true);
        id
    }

    /// The curated list that is the same as the one in which the item stands: of the same role and
    /// word, not complete, with the item's place free; and from the same source or of the same
    /// stated length. “Priority” alone is the word of too many lists.
    fn find_same_list(&self, strategy: &Slug, role: ListRole, source: &Slug) -> Option<Slug> {
        let proposal = self.proposal;
        let called = proposal.list_called.as_deref().map(slugify)?;
        let address = |id: &Slug| self.record.sources.get(id).and_then(|row| row.url.as_ref());
        let from_there = |list: &PriorityList| {
            list.source == *source
                || address(&list.source).is_some_and(|url| Some(url) == self.document.url.as_ref())
        };
        let as_long = |list: &PriorityList| match (list.stated_count, proposal.list_count) {
            (Some(one), Some(other)) => one == other,
            _ => from_there(list),
        };
        let is_same = |list: &&Arc<PriorityList>| {
            list.strategy == *strategy
                && list.role == role
                && list.called.as_deref().map(slugify).as_ref() == Some(&called)
                && !list.complete
                && as_long(list)
                && !is_made(self.record, "priority_list", &list.id)
                && self.is_free(&list.id)
        };
        self.record.priority_lists.values().find(is_same).map(|list| list.id.clone())
    }

    /// Whether no curated item stands in a list at the item's place.
    fn is_free(&self, list: &Slug) -> bool {
        let mut items = self.record.priorities.values().filter(|row| row.list == *list);
        !items.any(|row| {
            row.position == self.proposal.position && !is_made(self.record, "priority", &row.slug)
        })
    }

    fn themes(&mut self, priority: &Slug) {
        let known = self
            .proposal
            .themes
            .iter()
            .filter(|theme| self.record.themes.contains_key(&theme.theme))
            .cloned()
            .collect::<Vec<_>>();
        for (position, found) in (0..).zip(known) {
            self.record.put(PriorityTheme {
                id: format!("{priority}.{}", found.theme).into(),
                priority: priority.clone(),
                theme: found.theme,
                position,
                method: AssertionMethod::Accepted,
                confidence: Some(found.confidence),
            });
        }
    }

    fn membership(&mut self) -> Result<(Fact, bool), String> {
        let partner = self.partner()?;
        let partnership = self.proposal.partnership.clone();
        let councils = self.record.council_memberships.values();
        let council = councils
            .into_iter()
            .find(|row| row.partnership == partnership && row.partner == partner);
        if let Some(row) = council {
            return Ok((Fact { table: "council_membership", id: row.id.clone() }, false));
        }
        let id: Slug = format!("{partnership}.{partner}").into();
        if self.record.memberships.contains_key(&id) {
            return Ok((Fact { table: "membership", id }, false));
        }
        let source = self.source();
        self.record.put(Membership {
            id: id.clone(),
            partnership,
            partner,
            position: AFTER_OTHERS + self.proposal.position,
            role: None,
            named_as: self.proposal.name.clone(),
            sources: vec![source],
        });
        Ok((Fact { table: "membership", id }, true))
    }

    /// The organisation in the register; one that the register does not have is added to it.
    fn partner(&mut self) -> Result<Slug, String> {
        let named = self.proposal.partner.clone();
        let slug = named.unwrap_or_else(|| slugify(&self.proposal.name).into());
        if slug.is_empty() {
            return Err("The name has no letters of which an address could be made.".to_owned());
        }
        let known = self.record.partners.contains_key(&slug);
        if !known {
            self.record.put(Partner {
                slug: slug.clone(),
                name: self.proposal.name.clone(),
                kind: self.proposal.partner_kind.unwrap_or(PartnerKind::Other),
                aliases: Vec::new(),
                ods_code: None,
                gss_code: None,
                generic: self.proposal.generic,
            });
        }
        if !known || is_made(self.record, "partner", &slug) {
            self.note("partner", &slug, true);
        }
        Ok(slug)
    }

    fn programme(&mut self) -> (Fact, bool) {
        let (partnership, wanted) = (&self.proposal.partnership, slugify(&self.proposal.name));
        let mut rows = self.record.programmes.values();
        let same = rows.find(|row| row.partnership == *partnership && slugify(&row.name) == wanted);
        if let Some(row) = same {
            return (Fact { table: "programme", id: row.slug.clone() }, false);
        }
        let slug = self.free(&format!("{partnership}-{wanted}"), |record, slug| {
            record.programmes.contains_key(slug)
        });
        let source = self.source();
        self.record.put(Programme {
            slug: slug.clone(),
            partnership: self.proposal.partnership.clone(),
            position: AFTER_OTHERS + self.proposal.position,
            name: self.proposal.name.clone(),
            gist: None,
            from: None,
            to: None,
            sources: vec![source],
        });
        (Fact { table: "programme", id: slug }, true)
    }

    fn measure(&mut self) -> Result<(Fact, bool), String> {
        let proposal = self.proposal;
        let value = proposal.figure().ok_or("The measure has no figure.")?;
        let same = self.record.measures.values().find(|row| {
            row.partnership == proposal.partnership
                && bare_figure(&row.value) == value
                && slugify(&row.what) == slugify(&proposal.name)
        });
        if let Some(row) = same {
            return Ok((Fact { table: "measure", id: row.slug.clone() }, false));
        }
        let wanted = format!("{}-{}", proposal.partnership, slugify(&proposal.name));
        let slug = self.free(&wanted, |record, slug| record.measures.contains_key(slug));
        let source = self.source();
        let measure = Measure {
            slug: slug.clone(),
            partnership: proposal.partnership.clone(),
            position: AFTER_OTHERS + proposal.position,
            what: proposal.name.clone(),
            value: value.to_owned(),
            source,
            ..Measure::default()
        };
        self.record.put(measure.stating(proposal.stated(), AssertionMethod::Accepted));
        Ok((Fact { table: "measure", id: slug }, true))
    }

    /// The source that the document is or retells; for a document without one it is made.
    fn source(&mut self) -> Slug {
        let document = self.document;
        if let Some(id) =
            document.source.as_ref().filter(|id| self.record.sources.contains_key(*id))
        {
            return id.clone();
        }
        let id: Slug = format!("{}.{}", self.proposal.partnership, document.slug).into();
        if self.record.sources.contains_key(&id) && !is_made(self.record, "source", &id) {
            return id;
        }
        let is_pdf = document.media_type == "application/pdf";
        let own = document.strategy.is_some();
        self.record.put(Source {
            id: id.clone(),
            partnership: self.proposal.partnership.clone(),
            key: document.slug.to_string(),
            url: document.url.clone(),
            title: document.title.clone(),
            publisher: document.publisher.clone(),
            kind: if is_pdf { SourceKind::Pdf } else { SourceKind::WebPage },
            speaker: if own { Speaker::Own } else { Speaker::Unknown },
            published: document.published,
        });
        self.note("source", &id, true);
        id
    }

    /// The slug that the fact had before, if it is free; else this one, numbered where it is taken.
    fn free(&self, wanted: &str, taken: impl Fn(&Record, &str) -> bool) -> Slug {
        let before = self.proposal.fact.as_deref().filter(|slug| slug.starts_with(wanted));
        if let Some(slug) = before.filter(|slug| !taken(self.record, slug)) {
            return slug.into();
        }
        let numbered = (2_u64..).map(|number| format!("{wanted}-{number}"));
        std::iter::once(wanted.to_owned())
            .chain(numbered)
            .find(|slug| !taken(self.record, slug))
            .unwrap_or_default()
            .into()
    }
}
