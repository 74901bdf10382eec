//! Tables for reading, each complete in itself: names and addresses beside identities, counts with
//! what they are of.

use crate::{
    model::{NodeKey, NodeKind, Partnership, Priority, Row as _, Theme, Word as _},
    query::{
        Column as Whose, ComparisonCell, ComparisonRow, CoverageOptions, Hit, Node, Subject,
        all_rows, coverage, list_of_priority, lists_of, method_of, partnership_of_priority,
        source_info, strategies_of, strategy_of_priority, themes_of_priority,
    },
    view::View,
};

use super::{
    download::Site,
    table::{
        Cell,
        ColumnKind::{Boolean, Integer, Number, Text},
        Table,
    },
};

/// The items of all lists of some partnerships’ strategies, in the order of the record.
pub fn priorities_table(
    view: &View,
    site: &Site,
    partnerships: &[std::sync::Arc<Partnership>],
) -> Table {
    let mut table = empty_priorities();
    for partnership in partnerships {
        for strategy in strategies_of(view, &partnership.slug) {
            for list in lists_of(view, &strategy.slug) {
                table.rows.extend(list.items.iter().map(|item| priority_line(view, site, item)));
            }
        }
    }
    table
}

/// Some items of lists.
pub(super) fn some_priorities(
    view: &View,
    site: &Site,
    items: &[std::sync::Arc<Priority>],
) -> Table {
    let mut table = empty_priorities();
    table.rows = items.iter().map(|item| priority_line(view, site, item)).collect();
    table
}

fn empty_priorities() -> Table {
    Table::new(
        "priorities",
        "Items of lists of strategies, with list, strategy and themes",
        &[
            ("partnership", "Whose it is", Text),
            ("partnership_name", "Its name", Text),
            ("region", "NHS England region", Text),
            ("strategy", "The strategy that states it", Text),
            ("strategy_title", "Its title", Text),
            ("strategy_kind", "What kind of plan it is", Text),
            ("edition", "Which edition", Text),
            ("published", "When it was published", Text),
            ("list_role", "What the list enumerates", Text),
            ("called", "The source’s own word for an item", Text),
            ("stated_count", "How many items the source says the list has", Integer),
            ("list_complete", "Whether all items of the list were seen", Boolean),
            ("place", "Place in the list from 1; empty where the order is not certain", Integer),
            ("priority", "The item", Text),
            ("name", "Its name", Text),
            ("exact_name", "Whether the name is the source’s own", Boolean),
            ("gist", "What it is about, in our words", Text),
            (
                "method",
                "curated (a person wrote it) or accepted (extracted by a program, confirmed by a person)",
                Text,
            ),
            ("themes", "Themes that it is about, the primary one first", Text),
            ("sources", "Titles and addresses of its sources", Text),
            ("address", "The address of its page", Text),
        ],
    )
}

fn priority_line(view: &View, site: &Site, item: &Priority) -> Vec<Cell> {
    let list = list_of_priority(view, item);
    let strategy = strategy_of_priority(view, item);
    let partnership = partnership_of_priority(view, item);
    let themes = themes_of_priority(view, &item.slug);
    let themes: Vec<&str> = themes.iter().map(|it| &*it.theme.slug).collect();
    let place = list.as_ref().filter(|list| list.ordered).map(|_| item.position + 1);
    vec![
        partnership.as_ref().map(|row| row.slug.to_string()).into(),
        partnership.as_ref().map(|row| row.name.clone()).into(),
        partnership.as_ref().map(|row| row.region.word()).into(),
        Cell::from(&*item.strategy),
        strategy.as_ref().map(|row| row.title.clone()).into(),
        strategy.as_ref().map(|row| row.kind.word()).into(),
        strategy.as_ref().map(|row| row.edition.word()).into(),
        strategy.as_ref().and_then(|row| row.published).map(|date| date.to_string()).into(),
        list.as_ref().map(|row| row.role.word()).into(),
        list.as_ref().and_then(|row| row.called.clone()).into(),
        list.as_ref().and_then(|row| row.stated_count).into(),
        list.as_ref().map(|row| row.complete).into(),
        place.into(),
        Cell::from(&*item.slug),
        Cell::from(item.name.as_str()),
        item.exact.into(),
        item.gist.clone().into(),
        Cell::from(method_of(view, Priority::TABLE, &item.slug).word()),
        themes.join("; ").into(),
        told_sources(view, &item.sources).into(),
        site.page(NodeKind::Priority, &item.slug).into(),
    ]
}

fn told_sources(view: &View, ids: &[crate::model::Slug]) -> String {
    let told = ids.iter().filter_map(|id| source_info(view, id)).map(|source| match source.url {
        Some(url) => format!("{} <{url}>", source.title),
        None => source.title,
    });
    told.collect::<Vec<_>>().join("; ")
}

/// The states of all partnerships for some subjects, one line for each pair.
pub fn coverage_table(view: &View, subjects: &[Subject]) -> Table {
    let columns: Vec<Whose> = all_rows::<Partnership>(view).into_iter().map(Whose::from).collect();
    let rows = coverage(view, &columns, subjects, &CoverageOptions::default());
    coverage_lines(&columns, rows.iter())
}

/// The states of a comparison, one line for each pair of row and column.
pub(super) fn coverage_lines<'row>(
    columns: &[Whose],
    rows: impl Iterator<Item = &'row (impl std::borrow::Borrow<ComparisonRow> + 'row)>,
) -> Table {
    let mut table = Table::new(
        "coverage",
        "What each partnership says of each theme or topic, and on what that stands",
        &[
            ("topic", "The theme or topic", Text),
            ("label", "Its name", Text),
            ("partnership", "The partnership", Text),
            ("name", "Its name", Text),
            ("region", "NHS England region", Text),
            ("state", "priority, mentioned, not_found or not_assessed", Text),
            ("priorities", "Names of the items that make it a priority", Text),
            ("mentions", "Other things that mention it", Text),
            ("passages", "How many passages mention it", Integer),
            ("searched", "What was looked through without finding it", Text),
            ("not_assessed_because", "Why nothing can be said", Text),
        ],
    );
    for row in rows {
        let row = row.borrow();
        let cells = row.cells.iter().zip(columns);
        table.rows.extend(cells.map(|(cell, column)| coverage_line(row, cell, column)));
    }
    table
}

fn coverage_line(row: &ComparisonRow, cell: &ComparisonCell, column: &Whose) -> Vec<Cell> {
    let of = &column.partnership;
    let names: Vec<&str> = cell.priorities.iter().map(|it| it.name.as_str()).collect();
    vec![
        Cell::from(&**row.subject.slug()),
        Cell::from(row.label()),
        Cell::from(&*of.slug),
        Cell::from(of.name.as_str()),
        Cell::from(of.region.word()),
        Cell::from(cell.state.word()),
        names.join("; ").into(),
        mentions(cell).join("; ").into(),
        Cell::count(cell.mentions.passage_count),
        cell.absence.as_ref().map(|it| it.basis().to_owned()).into(),
        cell.not_assessed_reason.as_deref().into(),
    ]
}

fn mentions(cell: &ComparisonCell) -> Vec<String> {
    let it = &cell.mentions;
    let items = it.items.iter().map(|row| row.name.clone());
    let visions = it.visions.iter().map(|row| format!("vision of {}", row.slug));
    let programmes = it.programmes.iter().map(|row| row.name.clone());
    items.chain(visions).chain(programmes).collect()
}

/// All themes as subjects of coverage.
pub(super) fn every_theme(view: &View) -> Vec<Subject> {
    all_rows::<Theme>(view).into_iter().map(Subject::Theme).collect()
}

/// Hits of a search in their order.
pub fn hits_table(site: &Site, hits: &[Hit]) -> Table {
    let mut table = Table::new(
        "hits",
        "What a search found, best first",
        &[
            ("rank", "Place, from 1", Integer),
            ("kind", "What kind of thing it is", Text),
            ("slug", "Its identity among things of that kind", Text),
            ("title", "What it is called", Text),
            ("partnership", "Whose it is", Text),
            ("partnership_name", "Its name", Text),
            ("score", "How well it matches (BM25 with field weights)", Number),
            ("matched", "Where it matched", Text),
            ("address", "The address of its page", Text),
        ],
    );
    table.rows = hits.iter().enumerate().map(|(place, hit)| hit_line(site, place, hit)).collect();
    table
}

fn hit_line(site: &Site, place: usize, hit: &Hit) -> Vec<Cell> {
    let NodeKey { kind, slug } = Node::key(&hit.node);
    let matched: Vec<&str> = hit.highlights.iter().map(|it| it.text.as_str()).collect();
    vec![
        Cell::count(place + 1),
        Cell::from(kind.word()),
        Cell::from(&*slug),
        Cell::from(hit.title.as_str()),
        hit.partnership.as_ref().map(|row| row.slug.to_string()).into(),
        hit.partnership.as_ref().map(|row| row.name.clone()).into(),
        hit.score.into(),
        matched.join(" … ").into(),
        site.page(kind, &slug).into(),
    ]
}
