//! Which texts of a node are searched, and under which label they are shown.

use std::{borrow::Cow, sync::Arc};

use super::document::{Field, FieldText, Texts};
use crate::{
    model::{
        Document, Measure, NodeKey, NodeKind, Partner, Partnership, Passage, Priority, Programme,
        Record, Slug, Strategy, Theme,
    },
    view::rows_under,
};

impl Texts for Record {
    fn list_texts(&self, key: &NodeKey) -> Vec<FieldText<'_>> {
        let slug = key.slug.as_ref();
        let mut list = List(Vec::with_capacity(4));
        match key.kind {
            NodeKind::Passage => list.passage(self.passages.get(slug)),
            NodeKind::Priority => list.priority(self.priorities.get(slug)),
            NodeKind::Partnership => list.partnership(self, self.partnerships.get(slug)),
            NodeKind::Strategy => list.strategy(self, self.strategies.get(slug)),
            NodeKind::Theme => list.theme(self, self.themes.get(slug)),
            NodeKind::Partner => list.partner(self.partners.get(slug)),
            NodeKind::Programme => list.programme(self.programmes.get(slug)),
            NodeKind::Measure => list.measure(self.measures.get(slug)),
            NodeKind::Document => list.document(self.documents.get(slug)),
            NodeKind::Framework | NodeKind::Topic | NodeKind::Place => {}
        }
        list.0
    }
}

/// The texts of a passage, which may have been unpacked for this.
pub fn passage_texts(row: Cow<'_, Arc<Passage>>) -> Vec<FieldText<'_>> {
    let mut list = List(Vec::with_capacity(4));
    match row {
        Cow::Borrowed(row) => list.passage(Some(row)),
        Cow::Owned(row) => {
            let Passage { headings, text, .. } = Arc::unwrap_or_clone(row);
            for heading in headings {
                list.add(Field::Heading, "headings", heading);
            }
            list.add(Field::Text, "text", text);
        }
    }
    list.0
}

struct List<'record>(Vec<FieldText<'record>>);

type RowOf<'record, T> = Option<&'record Arc<T>>;

impl<'record> List<'record> {
    fn add(&mut self, field: Field, label: &'static str, text: impl Into<Cow<'record, str>>) {
        self.0.push(FieldText { field, label, text: text.into() });
    }

    fn add_all(
        &mut self,
        field: Field,
        label: &'static str,
        texts: impl IntoIterator<Item = &'record String>,
    ) {
        texts.into_iter().for_each(|text| self.add(field, label, text));
    }

    fn add_source(&mut self, record: &'record Record, source: &Slug) {
        if let Some(row) = record.sources.get(source) {
            self.add(Field::Origin, "source", &row.title);
            self.add_all(Field::Origin, "publisher", &row.publisher);
        }
    }

    fn passage(&mut self, row: RowOf<'record, Passage>) {
        let Some(row) = row else { return };
        self.add_all(Field::Heading, "headings", &row.headings);
        self.add(Field::Text, "text", &row.text);
    }

    fn priority(&mut self, row: RowOf<'record, Priority>) {
        let Some(row) = row else { return };
        self.add(Field::Name, "name", &row.name);
        self.add_all(Field::Summary, "gist", &row.gist);
    }

    fn partnership(&mut self, record: &'record Record, row: RowOf<'record, Partnership>) {
        let Some(row) = row else { return };
        self.add(Field::Name, "name", &row.name);
        self.add_all(Field::Alias, "aliases", &row.aliases);
        self.add_all(Field::Alias, "system", &row.system);
        self.add(Field::Alias, "board", &row.board_name);
        self.add_all(Field::Alias, "code", &row.board_ods);
        for source in rows_under(&record.sources, &row.slug) {
            self.add_source(record, &source.id);
        }
    }

    fn strategy(&mut self, record: &'record Record, row: RowOf<'record, Strategy>) {
        let Some(row) = row else { return };
        self.add(Field::Name, "title", &row.title);
        self.add_all(Field::Summary, "vision", &row.vision);
        self.add_source(record, &row.source);
    }

    fn theme(&mut self, record: &'record Record, row: RowOf<'record, Theme>) {
        let Some(row) = row else { return };
        self.add(Field::Name, "label", &row.label);
        self.add_all(Field::Alias, "altLabels", &row.alt_labels);
        self.add(Field::Summary, "definition", &row.definition);
        self.add_all(Field::Text, "phrases", &row.phrases);
        for mapping in record.topic_mappings.values().filter(|it| it.theme == row.slug) {
            let Some(topic) = record.topics.get(&mapping.topic) else { continue };
            if let Some(framework) = record.frameworks.get(&topic.framework) {
                self.add(Field::Text, "topics", format!("{}: {}", framework.label, topic.label));
            }
        }
    }

    fn partner(&mut self, row: RowOf<'record, Partner>) {
        let Some(row) = row else { return };
        self.add(Field::Name, "name", &row.name);
        self.add_all(Field::Alias, "aliases", &row.aliases);
        self.add_all(Field::Alias, "code", row.ods_code.iter().chain(&row.gss_code));
    }

    fn programme(&mut self, row: RowOf<'record, Programme>) {
        let Some(row) = row else { return };
        self.add(Field::Name, "name", &row.name);
        self.add_all(Field::Summary, "gist", &row.gist);
    }

    fn measure(&mut self, row: RowOf<'record, Measure>) {
        let Some(row) = row else { return };
        self.add(Field::Name, "what", &row.what);
        self.add(Field::Text, "value", &row.value);
    }

    fn document(&mut self, row: RowOf<'record, Document>) {
        let Some(row) = row else { return };
        self.add(Field::Name, "title", &row.title);
        self.add_all(Field::Origin, "publisher", &row.publisher);
    }
}
