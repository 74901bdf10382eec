//! From the record to search documents. Pure: the same record gives the same documents.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use super::{
    document::{DocumentStrategy, DocumentTheme, Field, FieldText, SearchDocument, Texts},
    rows::Rows,
    texts::passage_texts,
};
use crate::{
    model::{
        AssertionMethod, Document, DocumentOrigin, Measure, NodeKey, NodeKind, PartialDate,
        Partner, Partnership, Priority, Programme, Record, Region, Slug, Source, Strategy,
        StrategyKind, Theme,
    },
    view::rows_under,
};

/// The documents of a whole record, node kind by node kind.
pub fn build_documents<'record>(
    rows: impl Into<Rows<'record>>,
) -> impl Iterator<Item = SearchDocument<'record>> {
    let rows = rows.into();
    let builder = Arc::new(DocumentBuilder::new(rows));
    list_keys(rows).into_iter().filter_map(move |key| builder.build(&key))
}

/// The keys of all nodes that have a search document.
pub(super) fn list_keys(rows: Rows<'_>) -> Vec<NodeKey> {
    let record = rows.record;
    let mut keys = Vec::new();
    let mut add = |kind, slugs: &mut dyn Iterator<Item = &Slug>| {
        keys.extend(slugs.map(|slug| NodeKey { kind, slug: slug.clone() }));
    };
    add(NodeKind::Partnership, &mut record.partnerships.keys());
    add(NodeKind::Strategy, &mut record.strategies.keys());
    add(NodeKind::Priority, &mut record.priorities.keys());
    add(NodeKind::Theme, &mut record.themes.keys());
    add(NodeKind::Partner, &mut record.partners.keys());
    add(NodeKind::Programme, &mut record.programmes.keys());
    add(NodeKind::Measure, &mut record.measures.keys());
    add(NodeKind::Document, &mut record.documents.keys());
    keys.extend(rows.passages().map(|slug| NodeKey { kind: NodeKind::Passage, slug }));
    keys
}

/// Builds search documents of one record.
pub struct DocumentBuilder<'record> {
    rows: Rows<'record>,
    record: &'record Record,
    /// Each partnership's current strategy.
    current: HashMap<&'record str, &'record Strategy>,
    /// The partnerships of each partner.
    partnerships: HashMap<&'record str, BTreeSet<&'record Slug>>,
}

impl<'record> DocumentBuilder<'record> {
    /// A builder for the documents of this record.
    pub fn new(rows: impl Into<Rows<'record>>) -> Self {
        let rows = rows.into();
        let record = rows.record;
        let mut partnerships: HashMap<&str, BTreeSet<&Slug>> = HashMap::new();
        for row in record.memberships.values() {
            partnerships.entry(&row.partner).or_default().insert(&row.partnership);
        }
        for row in record.council_memberships.values() {
            partnerships.entry(&row.partner).or_default().insert(&row.partnership);
        }
        Self { rows, record, current: list_current(record), partnerships }
    }

    /// The search document of a node; `None` if it does not exist or is of a kind that is not
    /// searched by itself (frameworks and topics are searched as texts of the themes to which
    /// they map; places are filters).
    pub fn build(&self, key: &NodeKey) -> Option<SearchDocument<'record>> {
        let record = self.record;
        let slug = key.slug.as_ref();
        let mut document = match key.kind {
            NodeKind::Partnership => self.partnership(record.partnerships.get(slug)?),
            NodeKind::Strategy => self.strategy(record.strategies.get(slug)?),
            NodeKind::Priority => self.priority(record.priorities.get(slug)?),
            NodeKind::Theme => self.theme(record.themes.get(slug)?),
            NodeKind::Partner => self.partner(record.partners.get(slug)?),
            NodeKind::Programme => self.programme(record.programmes.get(slug)?),
            NodeKind::Measure => self.measure(record.measures.get(slug)?),
            NodeKind::Document => self.document(record.documents.get(slug)?),
            NodeKind::Passage => return self.passage(key),
            NodeKind::Framework | NodeKind::Topic | NodeKind::Place => return None,
        };
        document.key = key.clone();
        document.texts = record.list_texts(key);
        self.add_context(&mut document);
        Some(document)
    }

    fn partnership(&self, row: &'record Partnership) -> SearchDocument<'record> {
        SearchDocument { methods: CURATED.into(), ..self.within(&row.name, &row.slug) }
    }

    fn strategy(&self, row: &'record Strategy) -> SearchDocument<'record> {
        let source = self.record.sources.get(&row.source);
        SearchDocument {
            methods: CURATED.into(),
            publisher: source.and_then(|source| publisher(source)),
            ..self.of_strategy(&row.title, row)
        }
    }

    fn priority(&self, row: &'record Priority) -> SearchDocument<'record> {
        let mut document = match self.record.strategies.get(&row.strategy) {
            Some(strategy) => self.of_strategy(&row.name, strategy),
            None => blank(&row.name),
        };
        let assertions = rows_under(&self.record.priority_themes, &row.slug);
        let source = row.sources.first().and_then(|source| self.record.sources.get(source));
        document.publisher = source.and_then(|source| publisher(source));
        document.methods = CURATED.into();
        self.add_themes(&mut document, assertions.map(|row| (&row.theme, row.method)));
        document
    }

    fn theme(&self, row: &'record Theme) -> SearchDocument<'record> {
        let mut document = blank(&row.label);
        document.methods = CURATED.into();
        self.add_themes(&mut document, std::iter::once((&row.slug, AssertionMethod::Curated)));
        document
    }

    fn partner(&self, row: &'record Partner) -> SearchDocument<'record> {
        let mut document = blank(&row.name);
        let partnerships = self.partnerships.get(row.slug.as_ref());
        document.partnerships =
            partnerships.into_iter().flatten().map(|slug| (*slug).clone()).collect();
        document.regions = self.regions(&document.partnerships);
        document.methods = CURATED.into();
        document
    }

    fn programme(&self, row: &'record Programme) -> SearchDocument<'record> {
        let source = row.sources.first().and_then(|source| self.record.sources.get(source));
        with_source(self.within(&row.name, &row.partnership), source)
    }

    fn measure(&self, row: &'record Measure) -> SearchDocument<'record> {
        let source = self.record.sources.get(&row.source);
        with_source(self.within(&row.what, &row.partnership), source)
    }

    fn document(&self, row: &'record Document) -> SearchDocument<'record> {
        let methods = match row.origin {
            DocumentOrigin::Digest => CURATED.into(),
            DocumentOrigin::Ingested => Vec::new(),
        };
        SearchDocument { methods, ..self.of_document(&row.title, row) }
    }

    fn passage(&self, key: &NodeKey) -> Option<SearchDocument<'record>> {
        let passage = self.rows.find_passage(&key.slug)?;
        let row = &passage.row;
        let mut document = match self.record.documents.get(&row.document) {
            Some(parent) => SearchDocument {
                title: row.title(&parent.title).into(),
                ..self.of_document(&parent.title, parent)
            },
            None => SearchDocument { title: row.text.clone().into(), ..blank("") },
        };
        document.key = key.clone();
        document.methods = passage.partners;
        self.add_themes(&mut document, passage.themes.into_iter());
        document.texts = passage_texts(passage.row);
        self.add_context(&mut document);
        Some(document)
    }

    /// A document that belongs to a partnership.
    fn within(&self, title: &'record str, partnership: &Slug) -> SearchDocument<'record> {
        let partnerships = vec![partnership.clone()];
        SearchDocument { regions: self.regions(&partnerships), partnerships, ..blank(title) }
    }

    fn of_strategy(&self, title: &'record str, row: &Strategy) -> SearchDocument<'record> {
        let current = self.current.get(row.partnership.as_ref());
        SearchDocument {
            strategy: Some(DocumentStrategy {
                slug: row.slug.clone(),
                kind: row.kind,
                edition: row.edition,
                current: current.is_some_and(|current| current.slug == row.slug),
            }),
            published: row.published,
            ..self.within(title, &row.partnership)
        }
    }

    fn of_document(&self, title: &'record str, row: &'record Document) -> SearchDocument<'record> {
        let strategy = row.strategy.as_ref().and_then(|slug| self.record.strategies.get(slug));
        let base = match (strategy, &row.partnership) {
            (Some(strategy), _) => self.of_strategy(title, strategy),
            (None, Some(partnership)) => self.within(title, partnership),
            (None, None) => blank(title),
        };
        SearchDocument {
            published: row.published.or(base.published),
            publisher: row.publisher.as_deref().map(Cow::Borrowed),
            document: Some(row.slug.clone()),
            ..base
        }
    }

    fn regions(&self, partnerships: &[Slug]) -> Vec<Region> {
        let rows = partnerships.iter().filter_map(|slug| self.record.partnerships.get(slug));
        rows.map(|row| row.region).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Adds themes with their wider themes, each with its most trusted method.
    fn add_themes<'row>(
        &self,
        document: &mut SearchDocument<'record>,
        assertions: impl Iterator<Item = (&'row Slug, AssertionMethod)>,
    ) {
        let mut themes: BTreeMap<Slug, AssertionMethod> = BTreeMap::new();
        for (theme, method) in assertions {
            document.methods.push(method);
            let mut next = Some(theme.clone());
            // The scheme has two levels; the limit only guards against a circle.
            for _ in 0..8 {
                let Some(theme) = next else { break };
                next = self.record.themes.get(&theme).and_then(|row| row.broader.clone());
                let known = themes.entry(theme).or_insert(method);
                *known = method.min(*known);
            }
        }
        document.methods.sort();
        document.methods.dedup();
        document.themes =
            themes.into_iter().map(|(theme, method)| DocumentTheme { theme, method }).collect();
    }

    /// Adds the names of what the node belongs to.
    fn add_context(&self, document: &mut SearchDocument<'record>) {
        let record = self.record;
        let mut add = |text: &'record str| {
            document.texts.push(FieldText {
                field: Field::Context,
                label: "context",
                text: text.into(),
            });
        };
        match document.key.kind {
            NodeKind::Partnership | NodeKind::Partner => return,
            NodeKind::Theme => {
                let broader =
                    record.themes.get(&document.key.slug).and_then(|row| row.broader.as_ref());
                if let Some(broader) = broader.and_then(|slug| record.themes.get(slug)) {
                    add(&broader.label);
                }
            }
            _ => {}
        }
        let strategy = document.strategy.as_ref().and_then(|it| record.strategies.get(&it.slug));
        if let Some(row) = strategy.filter(|_| document.key.kind != NodeKind::Strategy) {
            add(&row.title);
        }
        let parent = document.document.as_ref().and_then(|slug| record.documents.get(slug));
        if let Some(row) = parent.filter(|_| document.key.kind == NodeKind::Passage) {
            add(&row.title);
        }
        for row in document.partnerships.iter().filter_map(|slug| record.partnerships.get(slug)) {
            add(&row.name);
            row.aliases.iter().for_each(|alias| add(alias));
        }
    }
}

const CURATED: [AssertionMethod; 1] = [AssertionMethod::Curated];

/// Each partnership's newest integrated care strategy that is no draft, else its newest draft.
fn list_current(record: &Record) -> HashMap<&str, &Strategy> {
    let mut current: HashMap<&str, &Strategy> = HashMap::new();
    let rank = |row: &Strategy| (!row.edition.is_draft(), row.position);
    for row in record.strategies.values() {
        if row.kind == StrategyKind::IntegratedCareStrategy {
            let best = current.entry(&row.partnership).or_insert(row);
            if rank(row) > rank(best) {
                *best = row;
            }
        }
    }
    current
}

fn blank(title: &str) -> SearchDocument<'_> {
    SearchDocument {
        key: NodeKey::new(NodeKind::Place, ""),
        title: title.into(),
        texts: Vec::new(),
        partnerships: Vec::new(),
        regions: Vec::new(),
        themes: Vec::new(),
        strategy: None,
        published: None::<PartialDate>,
        methods: Vec::new(),
        publisher: None,
        document: None,
    }
}

/// A document whose date and publisher are those of the source that it comes from.
fn with_source<'record>(
    document: SearchDocument<'record>,
    source: Option<&'record Arc<Source>>,
) -> SearchDocument<'record> {
    SearchDocument {
        methods: CURATED.into(),
        published: source.and_then(|source| source.published),
        publisher: source.and_then(|source| publisher(source)),
        ..document
    }
}

fn publisher(source: &Source) -> Option<Cow<'_, str>> {
    source.publisher.as_deref().map(Cow::Borrowed)
}
