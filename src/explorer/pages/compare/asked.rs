//! What the address of a comparison asks for. Parameters can be given several times.

use crate::{
    error::{Error, Result},
    explorer::{
        address::{self, Address},
        pages::search::word,
    },
    model::{PartialDate, Partnership, Region, RowOrder, Word as _},
    query::{ComparisonQuestion, all_rows},
    view::View,
};

/// The partnership that stands for all of them.
const ALL: &str = "all";

/// What is asked for.
pub(super) struct Asked {
    /// The question; without partnerships nothing is compared.
    pub(super) question: ComparisonQuestion,
    /// The row whose wording is shown where there are too many columns to show all.
    pub(super) open: Option<String>,
    /// Partnerships and regions as they were named, which is shorter than naming each.
    given: Vec<(String, String)>,
}

impl Asked {
    /// Reads the parameters; unknown ones ask for nothing.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for a word that no region and no order has, and for what is no date.
    pub(super) fn read(view: &View, parameters: Vec<(String, String)>) -> Result<Self> {
        let mut names = Vec::new();
        let mut question = ComparisonQuestion::default();
        let (mut open, mut given) = (None, Vec::new());
        for (name, value) in parameters.into_iter().filter(|(_, value)| !value.is_empty()) {
            if ["partnership", "region"].contains(&name.as_str()) {
                given.push((name.clone(), value.clone()));
            }
            match name.as_str() {
                "partnership" if value == ALL => names.extend(slugs(view, None)),
                "partnership" => names.push(value),
                "region" => names.extend(slugs(view, word(&value)?)),
                "framework" => question.framework = Some(value),
                "order" => question.order = word(&value)?,
                "open" => open = Some(value),
                "as_of" => question.as_of = Some(date(&value)?),
                _ => {}
            }
        }
        question.partnerships = Some(names).filter(|names| !names.is_empty());
        Ok(Self { question, open, given })
    }

    /// The date whose partnerships are asked for; empty without one.
    pub(super) fn as_of(&self) -> String {
        self.question.as_of.map_or_else(String::new, |date| date.to_string())
    }

    /// The address of the same comparison, with each partnership named.
    pub(super) fn address(&self) -> String {
        let chosen = self.question.partnerships.iter().flatten();
        self.of(chosen.map(|slug| ("partnership", slug.as_str()))).finish()
    }

    /// The address of the same comparison with the wording of a row.
    pub(super) fn opening(&self, row: &str) -> String {
        let given = self.given.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        self.of(given).with("open", row).finish()
    }

    fn of<'word>(&self, chosen: impl Iterator<Item = (&'word str, &'word str)>) -> Address {
        chosen
            .fold(Address::of(address::COMPARE), |address, (name, value)| address.with(name, value))
            .with("framework", self.question.framework.as_deref().unwrap_or_default())
            .with("order", self.question.order.map_or("", RowOrder::word))
            .with("as_of", &self.as_of())
    }

    /// The GraphQL query for the same.
    pub(super) fn query(&self) -> String {
        let names: Vec<String> =
            self.question.partnerships.iter().flatten().map(|name| format!("{name:?}")).collect();
        let framework = self.question.framework.as_ref();
        let framework = framework.map(|slug| format!(", framework: {slug:?}")).unwrap_or_default();
        let order = self.question.order.map(|order| order.word().to_uppercase());
        let order = order.map(|word| format!(", orderBy: {word}")).unwrap_or_default();
        format!(
            "{{\n  compare(partnerships: [{}]{framework}{order}) {{\n    rows {{\n      label\n      counts {{ priority assessed notAssessed }}\n      cells {{ state partnership {{ name }} priorities {{ name }} }}\n    }}\n  }}\n}}",
            names.join(", ")
        )
    }
}

/// A date as people write it in the form: a year, a month or a day.
fn date(written: &str) -> Result<PartialDate> {
    written.trim().parse().map_err(|_| {
        Error::bad_user_input(format!(
            "“{written}” is no date: write a day such as 2026-04-01, a month such as 2026-04, or a year"
        ))
    })
}

/// The partnerships of a region, or of all.
fn slugs(view: &View, region: Option<Region>) -> Vec<String> {
    all_rows::<Partnership>(view)
        .iter()
        .filter(|row| region.is_none_or(|region| row.region == region))
        .map(|row| row.slug.to_string())
        .collect()
}
