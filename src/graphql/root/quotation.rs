//! `checkQuotation`.

use async_graphql::{Context, Object, Result};

use crate::{
    graphql::{cost, quotation::QuotationCheck, reading::Reading},
    query,
};

/// Checks of quotations.
#[derive(Debug, Default)]
pub(super) struct QuotationQueries;

#[Object]
impl QuotationQueries {
    /// Is this sentence in the corpus: exactly, nearly (differences marked), or not? Case, accents,
    /// hyphens and typography make no difference; “…” stands for words that were left out.
    #[graphql(complexity = "cost::COMPARE + child_complexity")]
    async fn check_quotation(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The words: at least three, at most 2,000 characters.")] text: String,
    ) -> Result<QuotationCheck> {
        let reading = Reading::of(context)?;
        let check = query::check_quotation(reading.view(), &text)?;
        Ok(QuotationCheck::new(reading, check))
    }
}
