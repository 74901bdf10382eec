//! The shape of the index: its fields, and how a search document becomes an index document.
//!
//! Nothing is stored: texts of hits come from the record. What a hit is filtered, counted and
//! sorted by stands in columns.

use tantivy::{
    TantivyDocument, Term,
    schema::{
        FAST, Field as IndexField, IndexRecordOption, NumericOptions, STRING, Schema,
        TextFieldIndexing, TextOptions,
    },
};

use super::{
    document::{Field, SearchDocument},
    text::{
        fold,
        indexing::{FORMS, STEMS},
    },
};
use crate::model::{AssertionMethod, Edition, NodeKey, NodeKind, StrategyKind, Word};

/// Raised whenever the shape of the index changes.
pub(super) const FORMAT_VERSION: u32 = 2;

/// Names of the columns.
pub(super) mod column {
    pub(in super::super) const KEY: &str = "key";
    pub(in super::super) const TITLE: &str = "title";
    pub(in super::super) const ALIAS: &str = "other_name";
    pub(in super::super) const KIND: &str = "kind";
    pub(in super::super) const PARTNERSHIP: &str = "partnership";
    pub(in super::super) const REGION: &str = "region";
    pub(in super::super) const THEME: &str = "theme";
    pub(in super::super) const STRATEGY: &str = "strategy";
    pub(in super::super) const STRATEGY_KIND: &str = "strategy_kind";
    pub(in super::super) const EDITION: &str = "edition";
    pub(in super::super) const FLAGS: &str = "flags";
    pub(in super::super) const FIRST_DAY: &str = "first_day";
    pub(in super::super) const LAST_DAY: &str = "last_day";
    pub(in super::super) const PUBLISHER: &str = "publisher";
    pub(in super::super) const DOCUMENT: &str = "document";
}

/// Bits of the column `flags`; the methods of a document stand above them.
pub(super) mod flag {
    pub(in super::super) const OF_STRATEGY: u64 = 1;
    pub(in super::super) const CURRENT: u64 = 2;
    pub(in super::super) const DRAFT: u64 = 4;
    pub(in super::super) const FIRST_METHOD: u64 = 8;
}

/// The schema with the handles of its fields.
#[derive(Debug, Clone)]
pub(super) struct IndexSchema {
    pub schema: Schema,
    pub key: IndexField,
    pub forms: IndexField,
    /// One field for each class of text, by [`Field::index`].
    pub texts: [IndexField; Field::ALL.len()],
    title: IndexField,
    other_name: IndexField,
    kind: IndexField,
    partnership: IndexField,
    region: IndexField,
    theme: IndexField,
    strategy: IndexField,
    strategy_kind: IndexField,
    edition: IndexField,
    flags: IndexField,
    first_day: IndexField,
    last_day: IndexField,
    publisher: IndexField,
    document: IndexField,
}

impl IndexSchema {
    /// The one schema.
    pub(super) fn new() -> Self {
        let mut builder = Schema::builder();
        let names: [&str; 7] = ["name", "alias", "summary", "heading", "text", "origin", "context"];
        let texts = std::array::from_fn(|index| {
            builder.add_text_field(names[index], text_options(Field::ALL[index]))
        });
        let forms = TextFieldIndexing::default()
            .set_tokenizer(FORMS)
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::Basic);
        let words = || TextOptions::default().set_fast("raw");
        let numbers = || NumericOptions::default().set_fast();
        Self {
            texts,
            key: builder.add_text_field(column::KEY, STRING | FAST),
            forms: builder
                .add_text_field("forms", TextOptions::default().set_indexing_options(forms)),
            title: builder.add_text_field(column::TITLE, words()),
            other_name: builder.add_text_field(column::ALIAS, words()),
            kind: builder.add_u64_field(column::KIND, numbers()),
            partnership: builder.add_text_field(column::PARTNERSHIP, words()),
            region: builder.add_u64_field(column::REGION, numbers()),
            theme: builder.add_text_field(column::THEME, words()),
            strategy: builder.add_text_field(column::STRATEGY, words()),
            strategy_kind: builder.add_u64_field(column::STRATEGY_KIND, numbers()),
            edition: builder.add_u64_field(column::EDITION, numbers()),
            flags: builder.add_u64_field(column::FLAGS, numbers()),
            first_day: builder.add_u64_field(column::FIRST_DAY, numbers()),
            last_day: builder.add_u64_field(column::LAST_DAY, numbers()),
            publisher: builder.add_text_field(column::PUBLISHER, words()),
            document: builder.add_text_field(column::DOCUMENT, words()),
            schema: builder.build(),
        }
    }

    /// The term by which the document of a node is found and removed.
    pub(super) fn key_term(&self, key: &NodeKey) -> Term {
        Term::from_field_text(self.key, &encode_key(key))
    }

    /// The index document of a search document.
    pub(super) fn index_document(&self, from: &SearchDocument<'_>) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        self.list_columns(from, &mut document);
        let mut whole = String::new();
        for field in Field::ALL {
            if !from.write_text(field, &mut whole) {
                continue;
            }
            if field != Field::Context {
                document.add_text(self.forms, &whole);
            }
            document.add_text(self.texts[field.index()], &whole);
        }
        document
    }

    /// Hands over what a document is filtered, counted and sorted by; the key is also a term.
    pub(super) fn list_columns(&self, from: &SearchDocument<'_>, columns: &mut impl Columns) {
        columns.text(self.key, &encode_key(&from.key));
        columns.text(self.title, &encode_title(&from.title));
        columns.number(self.kind, index_of(from.key.kind));
        for alias in from.texts.iter().filter(|text| text.field == Field::Alias) {
            columns.text(self.other_name, &alias.text);
        }
        from.partnerships.iter().for_each(|slug| columns.text(self.partnership, slug));
        from.regions.iter().for_each(|region| columns.number(self.region, index_of(*region)));
        for theme in &from.themes {
            columns.text(self.theme, &encode_theme(&theme.theme, theme.method));
        }
        if let Some(strategy) = &from.strategy {
            columns.text(self.strategy, &strategy.slug);
            columns.number(self.strategy_kind, index_of(strategy.kind));
            columns.number(self.edition, index_of(strategy.edition));
        }
        columns.number(self.flags, encode_flags(from));
        if let Some(published) = from.published {
            columns.number(self.first_day, encode_day(&published.first_day()));
            columns.number(self.last_day, encode_day(&published.last_day()));
        }
        if let Some(publisher) = &from.publisher {
            columns.text(self.publisher, publisher);
        }
        if let Some(slug) = &from.document {
            columns.text(self.document, slug);
        }
    }
}

/// Takes the values of the columns of one document.
pub(super) trait Columns {
    /// A further value of a column of texts.
    fn text(&mut self, field: IndexField, text: &str);
    /// A further value of a column of numbers.
    fn number(&mut self, field: IndexField, number: u64);
}

impl Columns for TantivyDocument {
    fn text(&mut self, field: IndexField, text: &str) {
        self.add_text(field, text);
    }

    fn number(&mut self, field: IndexField, number: u64) {
        self.add_u64(field, number);
    }
}

fn text_options(field: Field) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(STEMS)
        .set_fieldnorms(field != Field::Context)
        .set_index_option(record_option(field));
    TextOptions::default().set_indexing_options(indexing)
}

/// What is kept of the words of a class of text.
pub(super) fn record_option(field: Field) -> IndexRecordOption {
    match field {
        Field::Context => IndexRecordOption::WithFreqs,
        _ => IndexRecordOption::WithFreqsAndPositions,
    }
}

/// A key as text that sorts by kind, then by slug.
pub(super) fn encode_key(key: &NodeKey) -> String {
    let mut text = String::with_capacity(key.slug.len() + 1);
    text.push(kind_letter(key.kind));
    text.push_str(&key.slug);
    text
}

/// The key that was encoded, if it was.
pub(super) fn decode_key(text: &str) -> Option<NodeKey> {
    let letter = text.chars().next()?;
    let kind = NodeKind::ALL.iter().copied().find(|kind| kind_letter(*kind) == letter)?;
    Some(NodeKey::new(kind, &text[1..]))
}

fn kind_letter(kind: NodeKind) -> char {
    char::from(b'a' + u8::try_from(index_of(kind)).unwrap_or(25))
}

/// A title as text that sorts without case and accents.
pub(super) fn encode_title(title: &str) -> String {
    format!("{}\0{title}", fold(title))
}

/// The title that was encoded.
pub(super) fn decode_title(text: &str) -> &str {
    text.split_once('\0').map_or(text, |(_, title)| title)
}

/// A theme with its method in one text.
pub(super) fn encode_theme(theme: &str, method: AssertionMethod) -> String {
    format!("{}{theme}", index_of(method))
}

/// The method and the theme that were encoded.
pub(super) fn decode_theme(text: &str) -> Option<(AssertionMethod, &str)> {
    let (index, theme) = text.split_at_checked(1)?;
    Some((value_at(index.parse().ok()?)?, theme))
}

/// A day `YYYY-MM-DD` as the number `YYYYMMDD`.
pub(super) fn encode_day(day: &str) -> u64 {
    day.replace('-', "").parse().unwrap_or(0)
}

fn encode_flags(document: &SearchDocument<'_>) -> u64 {
    let mut flags = method_bits(&document.methods);
    if let Some(strategy) = &document.strategy {
        flags |= flag::OF_STRATEGY;
        flags |= if strategy.current { flag::CURRENT } else { 0 };
        flags |= if strategy.edition.is_draft() { flag::DRAFT } else { 0 };
    }
    flags
}

/// The bits of some methods in the column `flags`.
pub(super) fn method_bits(methods: &[AssertionMethod]) -> u64 {
    methods.iter().fold(0, |bits, method| bits | flag::FIRST_METHOD << index_of(*method))
}

/// The place of a value in its vocabulary.
pub(super) fn index_of<W: Word>(value: W) -> u64 {
    W::ALL.iter().position(|it| *it == value).unwrap_or(0) as u64
}

/// The value at a place of its vocabulary.
pub(super) fn value_at<W: Word>(index: u64) -> Option<W> {
    W::ALL.get(usize::try_from(index).ok()?).copied()
}

/// The vocabularies whose order the index relies on; a change of any needs a new index.
pub(super) fn vocabulary_fingerprint() -> String {
    fn words<W: Word>() -> String {
        W::ALL.iter().map(|value| value.word()).collect::<Vec<_>>().join(",")
    }
    [
        words::<NodeKind>(),
        words::<crate::model::Region>(),
        words::<Edition>(),
        words::<StrategyKind>(),
        words::<AssertionMethod>(),
    ]
    .join(";")
}
