//! How a field of a row becomes a value of a column, and back.
//!
//! Three types of column are enough on both engines: text, whole numbers and real numbers. Yes/no
//! is 0/1, a vocabulary is its word, a date its ISO 8601 text, a list JSON text. Not here: which
//! fields a row has (`tables`) and how an engine binds a value (`dialect`).

use std::borrow::Cow;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::sharing::SharedSlugs;
use crate::{
    error::{Error, Result},
    model::{PartialDate, Slug, Word},
};

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    /// `text`.
    Text,
    /// `bigint`.
    Int,
    /// `double precision`.
    Real,
}

/// What stands in one column of one row; `None` is null.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'a> {
    /// In a `text` column.
    Text(Option<Cow<'a, str>>),
    /// In a `bigint` column.
    Int(Option<i64>),
    /// In a `double precision` column.
    Real(Option<f64>),
}

impl Value<'_> {
    fn null(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(None),
            Kind::Int => Self::Int(None),
            Kind::Real => Self::Real(None),
        }
    }

    fn is_null(&self) -> bool {
        matches!(self, Self::Text(None) | Self::Int(None) | Self::Real(None))
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Some(Cow::Borrowed(text)))
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Int(Some(number))
    }
}

/// A field that can stand in a column.
pub(crate) trait Column: Sized {
    /// The type of the column.
    const KIND: Kind;
    /// What to write.
    fn value(&self) -> Result<Value<'_>>;
    /// The field for what was read.
    fn read(value: Value<'_>) -> Result<Self>;
    /// The same; a slug that was read lately is shared with that one.
    fn read_shared(value: Value<'_>, shared: &mut SharedSlugs) -> Result<Self> {
        let _ = shared;
        Self::read(value)
    }
}

impl<T: Column> Column for Option<T> {
    const KIND: Kind = T::KIND;
    fn value(&self) -> Result<Value<'_>> {
        self.as_ref().map_or_else(|| Ok(Value::null(T::KIND)), T::value)
    }
    fn read(value: Value<'_>) -> Result<Self> {
        if value.is_null() { Ok(None) } else { T::read(value).map(Some) }
    }
    fn read_shared(value: Value<'_>, shared: &mut SharedSlugs) -> Result<Self> {
        if value.is_null() { Ok(None) } else { T::read_shared(value, shared).map(Some) }
    }
}

impl Column for i64 {
    const KIND: Kind = Kind::Int;
    fn value(&self) -> Result<Value<'_>> {
        Ok(Value::Int(Some(*self)))
    }
    fn read(value: Value<'_>) -> Result<Self> {
        match value {
            Value::Int(Some(number)) => Ok(number),
            other => Err(unreadable(&other)),
        }
    }
}

impl Column for bool {
    const KIND: Kind = Kind::Int;
    fn value(&self) -> Result<Value<'_>> {
        Ok(Value::Int(Some(i64::from(*self))))
    }
    fn read(value: Value<'_>) -> Result<Self> {
        Ok(i64::read(value)? != 0)
    }
}

impl Column for f64 {
    const KIND: Kind = Kind::Real;
    fn value(&self) -> Result<Value<'_>> {
        Ok(Value::Real(Some(*self)))
    }
    fn read(value: Value<'_>) -> Result<Self> {
        match value {
            Value::Real(Some(number)) => Ok(number),
            other => Err(unreadable(&other)),
        }
    }
}

impl Column for String {
    const KIND: Kind = Kind::Text;
    fn value(&self) -> Result<Value<'_>> {
        Ok(self.as_str().into())
    }
    fn read(value: Value<'_>) -> Result<Self> {
        text(value).map(Cow::into_owned)
    }
}

impl Column for Slug {
    const KIND: Kind = Kind::Text;
    fn value(&self) -> Result<Value<'_>> {
        Ok(Value::from(&**self))
    }
    fn read(value: Value<'_>) -> Result<Self> {
        text(value).map(Self::from)
    }
    fn read_shared(value: Value<'_>, shared: &mut SharedSlugs) -> Result<Self> {
        Ok(shared.share(&text(value)?))
    }
}

impl Column for PartialDate {
    const KIND: Kind = Kind::Text;
    fn value(&self) -> Result<Value<'_>> {
        Ok(Value::Text(Some(Cow::Owned(self.to_string()))))
    }
    fn read(value: Value<'_>) -> Result<Self> {
        text(value)?.parse().map_err(Error::internal)
    }
}

impl<W: Word> Column for W {
    const KIND: Kind = Kind::Text;
    fn value(&self) -> Result<Value<'_>> {
        Ok(self.word().into())
    }
    fn read(value: Value<'_>) -> Result<Self> {
        W::from_word(&text(value)?).map_err(Error::internal)
    }
}

impl<T: Serialize + DeserializeOwned> Column for Vec<T> {
    const KIND: Kind = Kind::Text;
    fn value(&self) -> Result<Value<'_>> {
        let json = serde_json::to_string(self).map_err(Error::internal)?;
        Ok(Value::Text(Some(Cow::Owned(json))))
    }
    fn read(value: Value<'_>) -> Result<Self> {
        serde_json::from_str(&text(value)?).map_err(Error::internal)
    }
}

fn text(value: Value<'_>) -> Result<Cow<'_, str>> {
    match value {
        Value::Text(Some(text)) => Ok(text),
        other => Err(unreadable(&other)),
    }
}

fn unreadable(value: &Value<'_>) -> Error {
    Error::internal(format!("the database holds {value:?} where the record has something else"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DatedCode, Edition};

    fn reads_back<T: Column + PartialEq + std::fmt::Debug>(field: &T) {
        let value = field.value().unwrap();
        assert_eq!(&T::read(value).unwrap(), field);
    }

    #[test]
    fn every_kind_of_field_reads_back() {
        reads_back(&true);
        reads_back(&-7_i64);
        reads_back(&0.1_f64);
        reads_back(&None::<f64>);
        reads_back(&Some("2022-12".parse::<PartialDate>().unwrap()));
        reads_back(&Edition::Consultation);
        reads_back(&vec![Slug::from("a"), Slug::from("b")]);
        reads_back(&vec![DatedCode { code: "E54".into(), from: None, to: "2024".parse().ok() }]);
    }

    #[test]
    fn an_unknown_word_in_the_database_is_our_mistake() {
        let error = Edition::read("finale".into()).unwrap_err();
        assert_eq!(error.code(), crate::error::Code::Internal);
    }
}
