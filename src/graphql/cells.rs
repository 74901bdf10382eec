//! The cells of a row of a comparison: a list of [`ComparisonCell`]. A comparison has thousands, so
//! they are written at once where only plain fields are asked for (`written`).

use std::{borrow::Cow, sync::Arc};

use async_graphql::{
    ContextSelectionSet, OutputType, Positioned, ServerResult, Value,
    parser::types::{Field, SelectionSet},
    registry::Registry,
    resolver_utils::EnumType as _,
};

use super::{
    coverage::ComparisonCell,
    global_id,
    int::int,
    reading::Reading,
    vocabulary::CoverageState,
    written::{Plain, WrittenHere, write_list, write_plain, written},
};
use crate::{
    model::{NodeKey, NodeKind, Partnership},
    query::{self, Column},
};

/// The cells of a row, shown.
pub(super) struct Cells {
    pub(super) reading: Reading,
    pub(super) comparison: Arc<query::Comparison>,
    pub(super) row: Arc<query::ComparisonRow>,
}

impl OutputType for Cells {
    fn type_name() -> Cow<'static, str> {
        Vec::<ComparisonCell>::type_name()
    }

    fn qualified_type_name() -> String {
        Vec::<ComparisonCell>::qualified_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Vec::<ComparisonCell>::create_type_info(registry)
    }

    async fn resolve(
        &self,
        context: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        if context.data_opt::<WrittenHere>().is_some()
            && let Some(json) = write(&self.comparison.columns, &self.row, &context.item.node)
        {
            return Ok(written(json));
        }
        let cells = ComparisonCell::of_row(&self.reading, &self.comparison, &self.row);
        cells.resolve(context, field).await
    }
}

/// The fields of a cell.
enum CellField {
    Partnership(Plain<PartnershipField>),
    State,
    PriorityCount,
    PassageCount,
    Typename,
}

/// The fields of a cell's partnership.
enum PartnershipField {
    Id,
    Slug,
    Name,
    Typename,
}

/// What a cell takes in an answer, in bytes, as far as one can tell before.
const USUAL: usize = 100;

/// The cells as they were asked for; `None` where that takes more than plain fields.
fn write(
    columns: &[Column],
    row: &query::ComparisonRow,
    selected: &SelectionSet,
) -> Option<Vec<u8>> {
    let fields = Plain::read(selected, |name, selected| match name {
        "partnership" => Some(CellField::Partnership(read_partnership(selected)?)),
        "state" => Some(CellField::State),
        "priorityCount" => Some(CellField::PriorityCount),
        "passageCount" => Some(CellField::PassageCount),
        "__typename" => Some(CellField::Typename),
        _ => None,
    })?;
    let mut json = Vec::with_capacity(row.cells.len() * USUAL);
    let cell = |(column, cell): (&Column, &Arc<query::ComparisonCell>), into: &mut Vec<u8>| {
        fields.write(into, |field, into| match field {
            CellField::Partnership(fields) => write_partnership(fields, &column.partnership, into),
            CellField::State => {
                let state = CoverageState::from(cell.state);
                let name = CoverageState::items().iter().find(|item| item.value == state);
                write_plain(name.map_or("", |item| item.name), into)
            }
            CellField::PriorityCount => write_plain(int(cell.priorities.len()), into),
            CellField::PassageCount => write_plain(int(cell.mentions.passage_count), into),
            CellField::Typename => write_plain("ComparisonCell", into),
        })
    };
    write_list(&mut json, columns.iter().zip(&row.cells), cell).ok()?;
    Some(json)
}

fn read_partnership(selected: &SelectionSet) -> Option<Plain<PartnershipField>> {
    Plain::read(selected, |name, _| match name {
        "id" => Some(PartnershipField::Id),
        "slug" => Some(PartnershipField::Slug),
        "name" => Some(PartnershipField::Name),
        "__typename" => Some(PartnershipField::Typename),
        _ => None,
    })
}

fn write_partnership(
    fields: &Plain<PartnershipField>,
    partnership: &Partnership,
    into: &mut Vec<u8>,
) -> serde_json::Result<()> {
    fields.write(into, |field, into| match field {
        PartnershipField::Id => {
            let key = NodeKey::new(NodeKind::Partnership, partnership.slug.clone());
            write_plain(global_id::encode(&key).as_str(), into)
        }
        PartnershipField::Slug => write_plain(&*partnership.slug, into),
        PartnershipField::Name => write_plain(&partnership.name, into),
        PartnershipField::Typename => write_plain("Partnership", into),
    })
}
