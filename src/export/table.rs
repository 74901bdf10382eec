//! A table that is to be written: named columns with their meaning, and rows of cells.

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its name in files: lower case, underscores.
    pub name: String,
    /// What it holds, for people.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// What it says.
    pub meaning: String,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// The table whose rows it names by their identity.
    pub refers_to: Option<&'static str>,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text; dates are text, because they can be years or months.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A JSON array.
    Array,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    Empty,
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
}

impl Table {
    /// A table without rows; columns as name, meaning and kind.
    pub(super) fn new(
        name: &str,
        title: impl Into<String>,
        columns: &[(&str, &str, ColumnKind)],
    ) -> Self {
        let column = |(name, meaning, kind): &(&str, &str, ColumnKind)| Column {
            name: (*name).to_owned(),
            meaning: (*meaning).to_owned(),
            kind: *kind,
            refers_to: None,
        };
        Self {
            name: name.to_owned(),
            title: title.into(),
            columns: columns.iter().map(column).collect(),
            rows: Vec::new(),
        }
    }
}

impl Cell {
    /// A count.
    pub(super) fn count(value: usize) -> Self {
        i64::try_from(value).map_or(Self::Empty, Self::Integer)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

impl From<i64> for Cell {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<f64> for Cell {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl From<bool> for Cell {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}
