//! Files for others: tables (CSV, xlsx), the graph (`GraphML`), linked data (JSON-LD), a zipped data
//! package, and citations. All are made from one view and carry its revision.
//!
//! | file | what |
//! |---|---|
//! | `table`, `delimited`, `spreadsheet` | a table, and how it is written |
//! | `codebook` | what each column of the record means |
//! | `rows`, `selection` | the record as tables, and the part of it that belongs to something |
//! | `overview`, `comparison` | tables for reading: priorities, coverage, the matrix of a comparison |
//! | `graphml`, `linked_data`, `package` | the graph, linked data, the package |
//! | `citation` | how to cite a thing: text, BibTeX, RIS, CSL-JSON |
//! | `download` | what can be had in which form |
//!
//! Not here: what a question means (`query`), addresses and headers of answers (`explorer`).

mod citation;
mod codebook;
mod comparison;
mod delimited;
mod download;
mod graphml;
mod linked_data;
mod overview;
mod package;
mod rows;
mod selection;
mod spreadsheet;
mod table;

pub use citation::{Citation, CitationFormat, Citing, cite, cite_dataset, state_of};
pub use codebook::{ColumnMeaning, codebook, columns_of};
pub use comparison::{comparison_lines, comparison_matrix};
pub use delimited::{harmless, to_csv};
pub use download::{Download, Format, Site, Wanted, build_download, build_table_download};
pub use linked_data::{linked_data_of, linked_dataset, linked_description};
pub use overview::{coverage_table, hits_table, priorities_table};
pub use spreadsheet::to_xlsx;
pub use table::{Cell, Column, ColumnKind, Table};
