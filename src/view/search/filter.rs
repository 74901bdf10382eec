//! Filters on one segment: each a test of a column, with the dimension that it belongs to.

use std::collections::BTreeSet;

use tantivy::{
    DocId,
    columnar::{Column, StrColumn},
};

use super::{
    language::{TypedField, TypedFilter},
    request::{Dimension, SearchFilter},
    schema::{encode_day, encode_theme, flag, index_of, method_bits},
    searcher::{Segment, list_values},
    spread::Spread,
    sweep::Mask,
    unpacked::Kinds,
};
use crate::model::{AssertionMethod, EditionPolicy, NodeKind, Region, Word};

/// The tests of one segment, in the order of rising cost.
pub(super) struct SegmentFilter<'a> {
    tests: Vec<(Option<Dimension>, Test<'a>)>,
    /// Whether it matters which dimension a document fails.
    lifted: bool,
}

/// Which tests a document fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// None.
    Passes,
    /// Only those of one dimension.
    FailsOne(Dimension),
    /// Those of several, or of no dimension.
    Fails,
}

enum Test<'a> {
    /// The kind is among these, one bit each.
    Kinds { kinds: &'a Kinds, allowed: u64 },
    /// One of the values of the column is among these (or none, if negated).
    Values { column: Option<&'a Column<u64>>, allowed: Set, negated: bool },
    /// The profile of the document is one of these.
    Profiles { spread: &'a Spread, allowed: Vec<bool> },
    /// One of the themes of the document is among these (or none, if negated). `few` lists them where
    /// it is worth to go through the documents of each.
    Themes { spread: &'a Spread, allowed: Set, negated: bool, few: Option<Vec<usize>> },
    /// A flag is set, or another is not.
    Flags { column: &'a Column<u64>, any_of: u64, or_without: u64 },
    /// The days that the publication date can mean overlap these.
    Days { first: Option<&'a Column<u64>>, last: Option<&'a Column<u64>>, from: u64, to: u64 },
}

/// With more themes than this it is quicker to look at the themes of each match than at the documents
/// of each theme.
const FEW_THEMES: usize = 16;

/// A set of small numbers.
struct Set(Vec<u64>);

impl Set {
    fn new(values: impl IntoIterator<Item = u64>) -> Self {
        let mut words = Vec::new();
        for value in values {
            let word = usize::try_from(value / 64).unwrap_or(usize::MAX);
            if word >= words.len() {
                words.resize(word + 1, 0);
            }
            words[word] |= 1 << (value % 64);
        }
        Self(words)
    }

    fn has(&self, value: u64) -> bool {
        let word = usize::try_from(value / 64).ok().and_then(|word| self.0.get(word));
        word.is_some_and(|word| word & (1 << (value % 64)) != 0)
    }
}

impl<'a> Test<'a> {
    /// One of the values in a dimension is among these (or none, if negated): found out once for
    /// each profile, because very many documents have the same.
    fn of(dimension: Dimension, allowed: Set, negated: bool, segment: &'a Segment) -> Self {
        let spread = segment.spread();
        if dimension == Dimension::Themes {
            let themes: Vec<usize> =
                (0..spread.themes()).filter(|theme| allowed.has(*theme as u64)).collect();
            let few = Some(themes).filter(|themes| themes.len() <= FEW_THEMES);
            return Self::Themes { spread, allowed, negated, few };
        }
        let passes =
            |values: &[u32]| values.iter().any(|it| allowed.has(u64::from(*it))) != negated;
        Self::Profiles { spread, allowed: spread.values(dimension).map(passes).collect() }
    }

    /// Whether a stretch of documents is tested at once.
    fn narrows(&self) -> bool {
        matches!(
            self,
            Self::Kinds { .. } | Self::Profiles { .. } | Self::Themes { few: Some(_), .. }
        )
    }

    fn narrow(&self, begin: DocId, wanted: &mut Mask) {
        match self {
            Self::Kinds { kinds, allowed } => kinds.keep(*allowed, begin, wanted),
            Self::Profiles { spread, allowed } => spread.keep(allowed, begin, wanted),
            Self::Themes { spread, negated, few: Some(themes), .. } => {
                let mut found = Mask::default();
                for theme in themes {
                    spread.add_with_theme(*theme, begin, &mut found);
                }
                let rest = if *negated { u64::MAX } else { 0 };
                wanted.iter_mut().zip(found).for_each(|(wanted, found)| *wanted &= found ^ rest);
            }
            _ => {}
        }
    }

    fn passes(&self, doc: DocId) -> bool {
        match self {
            Self::Kinds { kinds, allowed } => allowed >> (kinds.of(doc) & 63) & 1 != 0,
            Self::Values { column, allowed, negated } => {
                let found = column
                    .is_some_and(|column| column.values_for_doc(doc).any(|it| allowed.has(it)));
                found != *negated
            }
            Self::Profiles { spread, allowed } => allowed[spread.profile_of(doc)],
            Self::Themes { spread, allowed, negated, .. } => {
                let mut themes = spread.themes_of(doc).iter();
                themes.any(|theme| allowed.has(u64::from(*theme))) != *negated
            }
            Self::Flags { column, any_of, or_without } => {
                let flags = column.first(doc).unwrap_or(0);
                flags & any_of != 0 || (*or_without != 0 && flags & or_without == 0)
            }
            Self::Days { first, last, from, to } => {
                let day =
                    |column: Option<&Column<u64>>| column.and_then(|column| column.first(doc));
                day(*last).is_some_and(|last| last >= *from)
                    && day(*first).is_some_and(|first| first <= *to)
            }
        }
    }
}

impl<'a> SegmentFilter<'a> {
    /// The tests of a filter and of filters typed into the query.
    pub(super) fn new(
        filter: &SearchFilter,
        typed: &[TypedFilter],
        segment: &'a Segment,
        lifted: bool,
    ) -> tantivy::Result<Self> {
        let mut this = Self { tests: Vec::new(), lifted };
        if !filter.kinds.is_empty() {
            let allowed = filter.kinds.iter().fold(0, |bits, kind| bits | 1 << index_of(*kind));
            this.add(Dimension::Kinds, Test::Kinds { kinds: segment.kinds(), allowed });
        }
        this.add_policies(filter, segment);
        this.add_columns(filter, segment)?;
        this.add_days(filter, segment);
        this.add_typed(typed, segment, filter)?;
        Ok(this)
    }

    /// Takes from the mask of the stretch that begins at a document those that fail a test by which a
    /// stretch is tested at once. Takes none where it matters what they fail.
    pub(super) fn narrow(&self, begin: DocId, wanted: &mut Mask) {
        if self.lifted {
            return;
        }
        for (_, test) in &self.tests {
            if *wanted == Mask::default() {
                return;
            }
            test.narrow(begin, wanted);
        }
    }

    /// Whether `narrow` leaves no test.
    pub(super) fn narrows_all(&self) -> bool {
        !self.lifted && self.tests.iter().all(|(_, test)| test.narrows())
    }

    /// Which tests a document fails that `narrow` has left.
    #[inline]
    pub(super) fn test_narrowed(&self, doc: DocId) -> Outcome {
        if self.lifted {
            return self.test(doc);
        }
        let mut left = self.tests.iter().filter(|(_, test)| !test.narrows());
        if left.all(|(_, test)| test.passes(doc)) { Outcome::Passes } else { Outcome::Fails }
    }

    /// Which tests a document fails.
    pub(super) fn test(&self, doc: DocId) -> Outcome {
        if !self.lifted {
            let passes = self.tests.iter().all(|(_, test)| test.passes(doc));
            return if passes { Outcome::Passes } else { Outcome::Fails };
        }
        let mut outcome = Outcome::Passes;
        for (dimension, test) in &self.tests {
            let passes = || test.passes(doc);
            match (outcome, dimension) {
                (Outcome::FailsOne(failed), Some(dimension)) if failed == *dimension => {}
                (Outcome::Passes, Some(dimension)) if !passes() => {
                    outcome = Outcome::FailsOne(*dimension);
                }
                (Outcome::Passes, None) | (Outcome::FailsOne(_), _) if !passes() => {
                    return Outcome::Fails;
                }
                _ => {}
            }
        }
        outcome
    }

    fn add(&mut self, dimension: Dimension, test: Test<'a>) {
        self.tests.push((Some(dimension), test));
    }

    fn add_policies(&mut self, filter: &SearchFilter, segment: &'a Segment) {
        let column = &segment.columns.flags;
        let flags = |any_of, or_without| Test::Flags { column, any_of, or_without };
        match filter.editions {
            Some(EditionPolicy::Current) => {
                self.add(Dimension::Editions, flags(flag::CURRENT, flag::OF_STRATEGY));
            }
            Some(EditionPolicy::DraftsOnly) => self.add(Dimension::Editions, flags(flag::DRAFT, 0)),
            Some(EditionPolicy::All) | None => {}
        }
        if let Some(methods) = &filter.methods {
            self.tests.push((None, flags(method_bits(methods), 0)));
        }
    }

    fn add_columns(&mut self, filter: &SearchFilter, segment: &'a Segment) -> tantivy::Result<()> {
        let columns = &segment.columns;
        let words = |slugs: &[crate::model::Slug]| {
            slugs.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        self.add_texts(
            columns.partnership.as_ref(),
            Dimension::Partnerships,
            &words(&filter.partnerships),
            segment,
        )?;
        self.add_numbers(Dimension::Regions, &filter.regions, segment);
        self.add_numbers(Dimension::StrategyKinds, &filter.strategy_kinds, segment);
        let methods = theme_methods(filter);
        let themes = filter
            .themes
            .iter()
            .flat_map(|theme| methods.iter().map(|method| encode_theme(theme, *method)));
        let themes = themes.collect::<Vec<_>>();
        self.add_texts(columns.theme.as_ref(), Dimension::Themes, &themes, segment)?;
        let publishers = &filter.publishers;
        self.add_texts(columns.publisher.as_ref(), Dimension::Publishers, publishers, segment)?;
        self.add_column(columns.strategy.as_ref(), &words(&filter.strategies))?;
        self.add_column(columns.document.as_ref(), &words(&filter.documents))?;
        self.leave_out(columns.document.as_ref(), &words(&filter.without_documents))
    }

    /// Only where one of the values is there: most segments hold none, and are spared the test.
    fn leave_out(
        &mut self,
        column: Option<&'a StrColumn>,
        values: &[String],
    ) -> tantivy::Result<()> {
        let allowed = ordinals(column, values)?;
        if !allowed.is_empty() {
            let (column, allowed) = (column.map(|it| it.ords()), Set::new(allowed));
            self.tests.push((None, Test::Values { column, allowed, negated: true }));
        }
        Ok(())
    }

    fn add_numbers<W: Word>(&mut self, dimension: Dimension, values: &[W], segment: &'a Segment) {
        if !values.is_empty() {
            let allowed = Set::new(values.iter().map(|value| index_of(*value)));
            self.add(dimension, Test::of(dimension, allowed, false, segment));
        }
    }

    fn add_texts(
        &mut self,
        column: Option<&StrColumn>,
        dimension: Dimension,
        values: &[String],
        segment: &'a Segment,
    ) -> tantivy::Result<()> {
        if !values.is_empty() {
            let allowed = Set::new(ordinals(column, values)?);
            self.add(dimension, Test::of(dimension, allowed, false, segment));
        }
        Ok(())
    }

    /// What is no dimension, because nothing is counted by it.
    fn add_column(
        &mut self,
        column: Option<&'a StrColumn>,
        values: &[String],
    ) -> tantivy::Result<()> {
        if !values.is_empty() {
            let allowed = Set::new(ordinals(column, values)?);
            let column = column.map(|it| it.ords());
            self.tests.push((None, Test::Values { column, allowed, negated: false }));
        }
        Ok(())
    }

    fn add_days(&mut self, filter: &SearchFilter, segment: &'a Segment) {
        if filter.published_from.is_none() && filter.published_to.is_none() {
            return;
        }
        let test = Test::Days {
            first: segment.columns.first_day.as_ref(),
            last: segment.columns.last_day.as_ref(),
            from: filter.published_from.map_or(0, |from| encode_day(&from.first_day())),
            to: filter.published_to.map_or(u64::MAX, |to| encode_day(&to.last_day())),
        };
        self.add(Dimension::Years, test);
    }

    /// Typed filters: those of one field that are not negated are alternatives.
    fn add_typed(
        &mut self,
        typed: &[TypedFilter],
        segment: &'a Segment,
        filter: &SearchFilter,
    ) -> tantivy::Result<()> {
        for negated in [false, true] {
            for field in TypedField::ALL {
                let wanted: Vec<&TypedFilter> =
                    typed.iter().filter(|it| it.field == field && it.negated == negated).collect();
                if !wanted.is_empty() {
                    let values = wanted.iter().flat_map(|it| &it.values);
                    let values: Vec<&str> = values.map(|it| it.value.as_str()).collect();
                    let (dimension, allowed) = typed_values(field, &values, segment, filter)?;
                    self.add(dimension, Test::of(dimension, allowed, negated, segment));
                }
            }
        }
        Ok(())
    }
}

/// The methods whose assertions count as themes.
pub(super) fn theme_methods(filter: &SearchFilter) -> Vec<AssertionMethod> {
    let trusted = || vec![AssertionMethod::Curated, AssertionMethod::Accepted];
    filter.methods.clone().unwrap_or_else(trusted)
}

/// The dimension of a field that can be typed, and some of its values.
fn typed_values(
    field: TypedField,
    values: &[&str],
    segment: &Segment,
    filter: &SearchFilter,
) -> tantivy::Result<(Dimension, Set)> {
    let columns = &segment.columns;
    let texts = |column: &Option<StrColumn>, values: &[String]| -> tantivy::Result<Set> {
        Ok(Set::new(ordinals(column.as_ref(), values)?))
    };
    let owned = || values.iter().map(ToString::to_string).collect::<Vec<_>>();
    Ok(match field {
        TypedField::Partnership => {
            (Dimension::Partnerships, texts(&columns.partnership, &owned())?)
        }
        TypedField::Publisher => (Dimension::Publishers, texts(&columns.publisher, &owned())?),
        TypedField::Theme => {
            let methods = theme_methods(filter);
            let encoded = values
                .iter()
                .flat_map(|theme| methods.iter().map(|method| encode_theme(theme, *method)));
            (Dimension::Themes, texts(&columns.theme, &encoded.collect::<Vec<_>>())?)
        }
        TypedField::Kind => (Dimension::Kinds, words::<NodeKind>(values)),
        TypedField::Region => (Dimension::Regions, words::<Region>(values)),
    })
}

fn words<W: Word>(values: &[&str]) -> Set {
    let known = values.iter().filter_map(|value| W::from_word(value).ok());
    Set::new(known.map(index_of))
}

/// The places of some values in a column; those that it does not have are left out.
fn ordinals(column: Option<&StrColumn>, values: &[String]) -> tantivy::Result<Vec<u64>> {
    let Some(column) = column else { return Ok(Vec::new()) };
    let mut ordinals = Vec::new();
    for value in values {
        ordinals.extend(column.dictionary().term_ord(value)?);
    }
    Ok(ordinals)
}

/// The publishers of some segments, each once.
pub(super) fn publishers(segments: &[Segment]) -> tantivy::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for column in segments.iter().filter_map(|segment| segment.columns.publisher.as_ref()) {
        names.extend(list_values(column)?);
    }
    Ok(names)
}
