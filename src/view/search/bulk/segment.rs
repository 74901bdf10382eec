//! One segment: gathers the texts and columns of documents, then writes the seven files.

use std::{io::Write as _, sync::mpsc, thread};

use tantivy::{
    DocId, Index, Segment, SegmentMeta, TantivyDocument,
    columnar::{ColumnType, ColumnarWriter},
    directory::TerminatingWrite as _,
    fieldnorm::{FieldNormReaders, FieldNormsSerializer, FieldNormsWriter},
    index::SegmentComponent,
    postings::{FieldSerializer, InvertedIndexSerializer},
    schema::{Field as IndexField, IndexRecordOption},
    store::StoreWriter,
};

use super::{
    super::{
        document::{Field, SearchDocument},
        schema::{Columns, IndexSchema, encode_key, record_option},
        text::{acronym_term, visit_tokens},
    },
    gathered::{Gathered, TermWriter, Turn},
    words::{Numbered, Words},
};

/// A segment that is being gathered.
pub(super) struct SegmentBuilder<'a> {
    schema: &'a IndexSchema,
    segment: Segment,
    documents: DocId,
    words: Words,
    /// One for each class of text, by [`Field::index`].
    texts: [Gathered; Field::ALL.len()],
    forms: Forms,
    keys: Vec<(String, DocId)>,
    norms: FieldNormsWriter,
    columns: ColumnarWriter,
    /// The last context: passages of a document have the same.
    context: String,
    /// Kept from text to text, so that its memory is used again.
    whole: String,
}

/// The words as they are written; of each document every word once.
struct Forms {
    gathered: Gathered,
    /// The last document that has each word, counted from 1.
    last: Vec<DocId>,
}

impl Forms {
    #[inline]
    fn push(&mut self, form: u32, document: DocId) {
        let at = form as usize;
        if at >= self.last.len() {
            self.last.resize(at + 1, 0);
        }
        self.gathered.tokens += 1;
        if self.last[at] != document + 1 {
            self.last[at] = document + 1;
            self.gathered.push_anywhere(form);
        }
    }
}

impl<'a> SegmentBuilder<'a> {
    /// A segment without documents, with room for so many words.
    pub(super) fn new(index: &Index, schema: &'a IndexSchema, room: usize) -> Self {
        let mut texts: [Gathered; Field::ALL.len()] = Default::default();
        texts[Field::Text.index()] = Gathered::with_room(room);
        let mut columns = ColumnarWriter::default();
        for (_, entry) in schema.schema.fields().filter(|(_, entry)| entry.is_fast()) {
            let kind = if entry.field_type().is_str() { ColumnType::Str } else { ColumnType::U64 };
            columns.record_column_type(entry.name(), kind, false);
        }
        Self {
            schema,
            segment: index.new_segment(),
            documents: 0,
            words: Words::new(),
            texts,
            forms: Forms { gathered: Gathered::with_room(room), last: Vec::new() },
            keys: Vec::new(),
            norms: FieldNormsWriter::for_schema(&schema.schema),
            columns,
            context: String::new(),
            whole: String::new(),
        }
    }

    /// How many words of texts were gathered.
    pub(super) fn words(&self) -> usize {
        self.texts.iter().map(Gathered::len).sum()
    }

    /// Gathers a document.
    pub(super) fn add(&mut self, document: &SearchDocument<'_>) {
        let id = self.documents;
        let mut whole = std::mem::take(&mut self.whole);
        self.forms.gathered.begin(id);
        for field in Field::ALL {
            if document.write_text(field, &mut whole) {
                self.add_text(field, &whole, id);
            }
        }
        self.forms.gathered.end();
        self.whole = whole;
        self.norms.record(id, self.schema.key, 1);
        self.keys.push((encode_key(&document.key), id));
        let Self { schema, columns, .. } = self;
        schema.list_columns(document, &mut ColumnsOf { schema, columns, document: id });
        self.documents += 1;
    }

    fn add_text(&mut self, field: Field, text: &str, document: DocId) {
        let gathered = &mut self.texts[field.index()];
        let has_forms = field != Field::Context;
        if !has_forms && !gathered.is_empty() && self.context == text {
            gathered.repeat(document);
            return;
        }
        let Self { words, forms, .. } = self;
        let before = gathered.tokens;
        gathered.begin(document);
        visit_tokens(text, |token| {
            let (form, stem) = words.word(token.surface);
            gathered.push(stem, token.position);
            if let Some(acronym) = token.acronym(text) {
                gathered.push(words.term(&acronym_term(acronym)), token.position);
            }
            if has_forms && !token.joined && token.surface.len() > 1 {
                forms.push(form, document);
            }
        });
        gathered.end();
        let terms = u32::try_from(gathered.tokens - before).unwrap_or(u32::MAX);
        self.norms.record(document, self.schema.texts[field.index()], terms);
        if !has_forms {
            text.clone_into(&mut self.context);
        }
    }

    /// Writes the files; the segment can then be added to the index.
    pub(super) fn write(mut self) -> tantivy::Result<SegmentMeta> {
        self.norms.fill_up_to_max_doc(self.documents);
        let norms = self.segment.open_write(SegmentComponent::FieldNorms)?;
        self.norms.serialize(FieldNormsSerializer::from_write(norms)?, None)?;
        let columns = std::mem::take(&mut self.columns);
        let (segment, documents) = (self.segment.clone(), self.documents);
        thread::scope(|scope| {
            let beside = scope.spawn(move || {
                write_columns(columns, &segment, documents)?;
                write_store(&segment, documents)
            });
            self.write_terms()?;
            beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })?;
        Ok(self.segment.with_max_doc(self.documents).meta().clone())
    }

    /// Terms are sorted in a thread of their own, one turn ahead of what is written.
    fn write_terms(&mut self) -> tantivy::Result<()> {
        let norms = FieldNormReaders::open(self.segment.open_read(SegmentComponent::FieldNorms)?)?;
        let mut into = InvertedIndexSerializer::open(&self.segment)?;
        self.keys.sort_unstable();
        let (terms, forms) = (self.words.terms.sorted(), self.words.forms.sorted());
        thread::scope(|scope| {
            let fields = self.texts.iter().map(|gathered| (gathered, &terms[..]));
            let fields = fields.chain([(&self.forms.gathered, &forms[..])]);
            let (jobs, mut turns): (Vec<_>, Vec<_>) = fields
                .map(|(gathered, order)| {
                    let (send, receive) = mpsc::sync_channel(0);
                    ((gathered, order, send), receive)
                })
                .unzip();
            scope.spawn(move || {
                for (gathered, order, send) in jobs {
                    gathered.sort_in_turns(order, |turn| send.send(turn).is_ok());
                }
            });
            let of_forms = turns.pop();
            for (class, turns) in Field::ALL.into_iter().zip(turns) {
                let (gathered, field) =
                    (&self.texts[class.index()], self.schema.texts[class.index()]);
                if gathered.is_empty() {
                    continue;
                }
                let norms = norms.get_field(field)?;
                let field = into.new_field(field, gathered.tokens, norms)?;
                write_field(turns, &self.words.terms, record_option(class), field)?;
            }
            self.write_keys(&norms, &mut into)?;
            let gathered = &self.forms.gathered;
            if let Some(turns) = of_forms.filter(|_| !gathered.is_empty()) {
                let field = into.new_field(self.schema.forms, gathered.tokens, None)?;
                write_field(turns, &self.words.forms, IndexRecordOption::Basic, field)?;
            }
            tantivy::Result::Ok(())
        })?;
        into.close()?;
        Ok(())
    }

    fn write_keys(
        &self,
        norms: &FieldNormReaders,
        into: &mut InvertedIndexSerializer,
    ) -> tantivy::Result<()> {
        let (field, count) = (self.schema.key, self.keys.len() as u64);
        let mut into = into.new_field(field, count, norms.get_field(field)?)?;
        for (key, document) in &self.keys {
            into.new_term_without_freq(key.as_bytes())?;
            into.write_doc(*document, 0, &[]);
            into.close_term()?;
        }
        into.close()?;
        Ok(())
    }
}

fn write_field(
    turns: mpsc::Receiver<Turn<'_>>,
    words: &Numbered,
    option: IndexRecordOption,
    mut into: FieldSerializer<'_>,
) -> tantivy::Result<()> {
    let mut writer = TermWriter::new(option, &mut into);
    for turn in turns {
        writer.write_turn(&turn, |term| words.text(term))?;
    }
    into.close()?;
    Ok(())
}

fn write_columns(
    mut columns: ColumnarWriter,
    segment: &Segment,
    documents: DocId,
) -> tantivy::Result<()> {
    let mut into = segment.open_write(SegmentComponent::FastFields)?;
    columns.serialize(documents, None, &mut into)?;
    into.flush()?;
    into.terminate()?;
    Ok(())
}

/// The store of documents, in which nothing is stored; without it no segment can be merged.
fn write_store(segment: &Segment, documents: DocId) -> tantivy::Result<()> {
    let settings = segment.index().settings().clone();
    let mut store = StoreWriter::new(
        segment.open_write(SegmentComponent::Store)?,
        settings.docstore_compression,
        settings.docstore_blocksize,
        settings.docstore_compress_dedicated_thread,
    )?;
    let (nothing, schema) = (TantivyDocument::default(), segment.schema());
    for _ in 0..documents {
        store.store(&nothing, &schema)?;
    }
    store.close()?;
    Ok(())
}

/// The columns of one document.
struct ColumnsOf<'a> {
    schema: &'a IndexSchema,
    columns: &'a mut ColumnarWriter,
    document: DocId,
}

impl Columns for ColumnsOf<'_> {
    fn text(&mut self, field: IndexField, text: &str) {
        self.columns.record_str(self.document, self.schema.schema.get_field_name(field), text);
    }

    fn number(&mut self, field: IndexField, number: u64) {
        let name = self.schema.schema.get_field_name(field);
        self.columns.record_numerical(self.document, name, number);
    }
}
