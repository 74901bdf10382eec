//! Everything of one document, put together: each kind of thing is found in a file of its own;
//! here they are called in the order in which they need each other (dates before engagements,
//! people before the kind of document, the kind before the roles of lists).

use super::{
    Recogniser, Tags, dates, engagements,
    folded::Folded,
    identity::{self, Clues},
    lexicon::Meaning,
    lists::{self, parallel::Knowledge},
    measures,
    participants::{self, Named},
    people, programmes,
    spot::Spot,
    statutes,
};
use crate::{
    ingest::{
        extracted::{Extracted, ExtractedDate, Identity},
        segment::outline,
    },
    model::Passage,
};

impl Recogniser {
    /// What a document says; see [`crate::ingest::extracted::build_extracted`].
    pub(in crate::ingest) fn extract(
        &self,
        title: Option<&str>,
        text: &str,
        passages: &[&Passage],
        tags: &[Tags],
        done: &mut dyn FnMut(&'static str),
    ) -> Extracted {
        let nodes = outline(text, passages);
        let counted = nodes
            .iter()
            .filter(|node| node.passage.is_none_or(|passage| passage.kind.is_counted()));
        let spots: Vec<Spot<'_>> = counted.map(|node| Spot::of(*node)).collect();
        done("words");
        let people = people::people(&spots);
        let speak = people.iter().any(|person| !person.said.is_empty());
        done("people");
        let mentions = dates::mentions(&spots, None);
        let dates = dates::once(&mentions);
        done("dates");
        let clues = Clues::of(title, &spots, speak);
        let identity = self.identity(title, &spots, &clues, &dates);
        let own = self.areas.own_names(identity.partnership.as_ref());
        done("identity");
        let knowledge = Knowledge { subject: &|text| self.subject(text) };
        let lists = lists::lists(&nodes, &spots, identity.kind, &knowledge);
        done("lists");
        let named: Vec<Vec<Named>> = spots.iter().map(|spot| self.named(spot, tags)).collect();
        done("names");
        let partners = participants::partners(&spots, &named, &self.kinds, &own);
        done("partners");
        let programmes = programmes::programmes(&spots, identity.kind);
        done("programmes");
        let measures = measures::measures(&spots, &mentions);
        done("measures");
        let engagements = engagements::engagements(&spots, &dates);
        done("engagements");
        let statutes = statutes::statutes(&spots);
        done("statutes");
        Extracted {
            recogniser: super::RECOGNISER_VERSION,
            identity,
            lists,
            partners,
            programmes,
            measures,
            dates,
            engagements,
            people,
            statutes,
        }
    }

    fn identity(
        &self,
        title: Option<&str>,
        spots: &[Spot<'_>],
        clues: &Clues,
        dates: &[ExtractedDate],
    ) -> Identity {
        let kind = clues.kind();
        let (edition, words) = clues.edition(kind);
        let area = self.areas.find(title, spots);
        let (partnership, partnership_evidence) =
            area.map_or((None, None), |(slug, evidence)| (Some(slug), evidence));
        Identity {
            partnership,
            partnership_evidence,
            kind,
            plan: clues.plan(kind),
            edition,
            edition_evidence: words.and_then(|words| identity::evidence_of(spots, words)),
            extent: clues.extent(),
            published: identity::published(dates),
            period: identity::period(dates, title),
            confidence: if words.is_some() { 0.8 } else { 0.5 },
        }
    }

    /// The theme of the scheme that a text shows most strongly.
    fn subject(&self, text: &str) -> Option<usize> {
        let folded = Folded::of(text);
        let found = self.lexicon.find(&folded);
        let themes = found.iter().filter_map(|hit| match hit.phrase.meaning {
            Meaning::Theme { theme, weight } => Some((weight, theme)),
            _ => None,
        });
        themes.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, theme)| theme)
    }

    /// The names of the register in a passage: found when it was tagged, else now.
    fn named(&self, spot: &Spot<'_>, tags: &[Tags]) -> Vec<Named> {
        let place = spot.node.passage.and_then(|passage| usize::try_from(passage.position).ok());
        if let Some(tags) = place.and_then(|place| tags.get(place.checked_sub(1)?)) {
            return tags.names.clone();
        }
        let folded = Folded::of(spot.text());
        self.register.named(spot.text(), &folded, &self.lexicon.find(&folded))
    }
}
