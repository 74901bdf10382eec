//! What tests of this area ask questions of: the real seed, and small records made in a few words.

use std::sync::OnceLock;

use strategraph::{
    ingest::{records::EmbeddedSeed, seed::build_seed},
    model::{
        AssertionMethod, Confidence, Document, DocumentOrigin, Edition, ListRole, Partnership,
        Passage, PassageKind, PassageTheme, Priority, PriorityList, PriorityTheme, Programme,
        Record, Region, Slug, Span, Strategy, StrategyKind, Theme,
    },
    view::View,
};

/// A view of a record. The one place that knows how a view is put together.
pub(crate) fn view_of(record: Record) -> View {
    View::of_record(record).unwrap()
}

/// The real seed with its digests as documents.
pub(crate) fn seed() -> &'static View {
    static SEED: OnceLock<View> = OnceLock::new();
    SEED.get_or_init(|| view_of(build_seed(&EmbeddedSeed, "2026-11-23T09:00:00Z").unwrap().0))
}

/// A record in the making.
#[derive(Default)]
pub(crate) struct Scene {
    pub(crate) record: Record,
}

impl Scene {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn view(self) -> View {
        view_of(self.record)
    }

    /// Themes written `slug` or `broader/slug`.
    pub(crate) fn themes(mut self, slugs: &[&str]) -> Self {
        for (position, written) in (0..).zip(slugs) {
            let (broader, slug) = match written.split_once('/') {
                Some((broader, slug)) => (Some(Slug::from(broader)), slug),
                None => (None, *written),
            };
            self.record.put(Theme {
                slug: slug.into(),
                broader,
                position,
                label: slug.replace('-', " "),
                definition: String::new(),
                alt_labels: Vec::new(),
                phrases: Vec::new(),
                lookalikes: Vec::new(),
                not_themes: Vec::new(),
            });
        }
        self
    }

    pub(crate) fn partnership(mut self, slug: &str) -> Self {
        self.record.put(Partnership {
            slug: slug.into(),
            name: slug.to_owned(),
            aliases: Vec::new(),
            system: None,
            region: Region::London,
            board_name: format!("NHS {slug} Integrated Care Board"),
            board_ods: None,
            board_codes: Vec::new(),
            population: None,
            population_source: None,
            population_note: None,
            coverage: Confidence::High,
            notes: None,
        });
        self
    }

    /// A strategy `{partnership}-{key}`, after those that are there already.
    pub(crate) fn strategy(mut self, partnership: &str, key: &str, edition: Edition) -> Self {
        let position = i64::try_from(self.record.strategies.len()).unwrap();
        self.record.put(Strategy {
            slug: format!("{partnership}-{key}").into(),
            partnership: partnership.into(),
            key: key.to_owned(),
            position,
            kind: StrategyKind::IntegratedCareStrategy,
            edition,
            title: key.to_owned(),
            title_exact: true,
            published: None,
            period_from: None,
            period_to: None,
            vision: None,
            vision_source: None,
            also_serves_as: Vec::new(),
            source: format!("{partnership}.S1").into(),
        });
        self
    }

    /// A list with its items, written `name` or `name: theme theme`.
    pub(crate) fn list(
        mut self,
        strategy: &str,
        role: ListRole,
        complete: bool,
        items: &[&str],
    ) -> Self {
        use strategraph::model::{Word as _, slugify};
        let list: Slug = format!("{strategy}.{}", role.word()).into();
        self.record.put(PriorityList {
            id: list.clone(),
            strategy: strategy.into(),
            position: i64::try_from(self.record.priority_lists.len()).unwrap(),
            role,
            called: None,
            stated_count: None,
            complete,
            ordered: true,
            source: "x.S1".into(),
        });
        for (position, written) in (0..).zip(items) {
            let (name, themes) = written.split_once(": ").unwrap_or((written, ""));
            let slug: Slug = format!("{strategy}-{}-{}", role.word(), slugify(name)).into();
            self.record.put(Priority {
                slug: slug.clone(),
                list: list.clone(),
                strategy: strategy.into(),
                position,
                name: name.to_owned(),
                exact: true,
                gist: None,
                parent: None,
                sources: Vec::new(),
            });
            for (position, theme) in (0..).zip(themes.split_whitespace()) {
                self.record.put(PriorityTheme {
                    id: format!("{slug}.{theme}").into(),
                    priority: slug.clone(),
                    theme: theme.into(),
                    position,
                    method: AssertionMethod::Curated,
                    confidence: None,
                });
            }
        }
        self
    }

    /// A programme with its gist.
    pub(crate) fn programme(mut self, partnership: &str, name: &str) -> Self {
        self.record.put(Programme {
            slug: format!("{partnership}-{name}").into(),
            partnership: partnership.into(),
            position: 0,
            name: name.to_owned(),
            gist: None,
            from: None,
            to: None,
            sources: Vec::new(),
        });
        self
    }

    /// A document with passages, written `text` or `text: theme theme`; tags are proposed.
    pub(crate) fn document(
        mut self,
        (slug, partnership, strategy): (&str, &str, Option<&str>),
        (origin, complete): (DocumentOrigin, bool),
        passages: &[&str],
    ) -> Self {
        self.record.put(Document {
            slug: slug.into(),
            partnership: Some(partnership.into()),
            strategy: strategy.map(Slug::from),
            title: slug.to_owned(),
            origin,
            url: None,
            publisher: None,
            media_type: "text/markdown".to_owned(),
            sha256: String::new(),
            size_bytes: 0,
            pages: None,
            published: None,
            complete,
            source: None,
            first_seen: "2026-11-23T00:00:00Z".to_owned(),
            last_seen: "2026-11-23T00:00:00Z".to_owned(),
            supersedes: None,
            recogniser: "test".to_owned(),
        });
        for (position, written) in (1..).zip(passages) {
            let (text, themes) = written.split_once(": ").unwrap_or((written, ""));
            let passage: Slug = format!("{slug}.{position}").into();
            self.record.put(Passage {
                slug: passage.clone(),
                document: slug.into(),
                position,
                kind: PassageKind::Paragraph,
                headings: Vec::new(),
                page: None,
                start: 0,
                end: 0,
                text: text.to_owned(),
            });
            for (position, theme) in (0..).zip(themes.split_whitespace()) {
                self.record.put(PassageTheme {
                    id: format!("{passage}.{theme}").into(),
                    passage: passage.clone(),
                    theme: theme.into(),
                    position,
                    method: AssertionMethod::Proposed,
                    confidence: Some(0.9),
                    spans: vec![Span { start: 0, end: 1, matched: theme.to_owned() }],
                });
            }
        }
        self
    }

    /// Changes one row.
    pub(crate) fn with<T: strategraph::model::Row>(
        mut self,
        id: &str,
        change: impl FnOnce(&mut T),
    ) -> Self {
        let mut row = T::clone(&T::table(&self.record)[id]);
        change(&mut row);
        assert_eq!(&**row.id(), id);
        self.record.put(row);
        self
    }
}
