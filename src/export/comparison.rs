//! A comparison as tables: the matrix as it stands on the screen, and one line for each cell with
//! what it stands on.

use crate::{model::Word as _, query::Comparison};

use super::{
    overview::coverage_lines,
    table::{Cell, Column, ColumnKind, Table},
};

/// The matrix exactly as it is shown: rows and columns in their order, the states in words.
pub fn comparison_matrix(comparison: &Comparison) -> Table {
    let head = [
        ("Theme or topic", "What is compared", ColumnKind::Text),
        ("Priority", "Partnerships that make it a priority", ColumnKind::Integer),
        ("Of assessed", "Partnerships that were assessed: the denominator", ColumnKind::Integer),
        ("Not assessed", "Partnerships of which nothing can be said", ColumnKind::Integer),
    ];
    let mut table = Table::new("matrix", "Partnerships side by side", &head);
    table.columns.extend(comparison.columns.iter().map(|column| Column {
        name: column.partnership.name.clone(),
        meaning: "Priority, mentioned, not found or not assessed".to_owned(),
        kind: ColumnKind::Text,
        refers_to: None,
    }));
    for row in &comparison.rows {
        let mut cells = vec![
            Cell::from(row.label()),
            Cell::count(row.counts.priority),
            Cell::count(row.counts.assessed()),
            Cell::count(row.counts.not_assessed),
        ];
        cells.extend(row.cells.iter().map(|cell| Cell::from(cell.state.label())));
        table.rows.push(cells);
    }
    table
}

/// One line for each cell: its state, and the items, passages or searches on which it stands.
pub fn comparison_lines(comparison: &Comparison) -> Table {
    coverage_lines(&comparison.columns, comparison.rows.iter())
}
