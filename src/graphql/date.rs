//! The scalar `Date`: a date as precise as the source gives it.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};

use crate::model::PartialDate;

/// A date of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date(pub PartialDate);

/// An ISO 8601 calendar date, as precise as the source gives it: a year (`2022`), a month
/// (`2022-12`) or a day (`2022-12-15`). Read the length of the text before you sort or compare:
/// `2022` does not mean 1 January.
#[Scalar(name = "Date")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => text.parse().map(Self).map_err(InputValueError::custom),
            other => Err(InputValueError::custom(format!(
                "a date is a text in quotation marks, as in \"2022-12\", not {other}"
            ))),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        date.0
    }
}
