//! `dataset`.

use async_graphql::{Context, Object, Result};

use crate::{
    graphql::{dataset::Dataset, reading::Reading},
    query,
};

/// The dataset as a whole.
#[derive(Debug, Default)]
pub(super) struct DatasetQueries;

#[Object]
impl DatasetQueries {
    /// How much is held at this revision, under which licence, and how to cite it.
    async fn dataset(&self, context: &Context<'_>) -> Result<Dataset> {
        Ok(Dataset(query::dataset(Reading::of(context)?.view())))
    }
}
