//! The tags of an accessible PDF: a tree that says what is a heading, a paragraph, an item, a row,
//! in reading order. Its leaves name marks in the drawing of the pages. Where tags cover too
//! little of a page, or the file calls them suspect, the page is read by where things stand.

use std::{collections::BTreeMap, time::Duration};

use pdf_oxide::{
    PdfDocument,
    structure::types::{McidScope, StructChild, StructElem, StructType},
};

use super::{
    blocks::{Draft, Kind},
    fragment::{Fragment, Run, fragments},
    page::Page,
};

/// The tree of a strategy is read in milliseconds; one that takes longer was made to.
const BUDGET: Duration = Duration::from_secs(5);
/// Deepest nesting that is followed; real trees have a dozen levels.
const DEEPEST: usize = 100;
/// Tags must cover this share of a page's letters to be trusted with it.
const COVER: f32 = 0.85;

/// A mark in the drawing of a page: page counted from 0, scope, number.
type Leaf = (u32, McidScope, u32);

/// A block as the tags tell it.
#[derive(Debug)]
struct Block {
    kind: TagKind,
    leaves: Vec<Leaf>,
}

#[derive(Debug)]
enum TagKind {
    Text,
    Heading(u8),
    Item { depth: u8, label: Vec<Leaf> },
    Row(Vec<Vec<Leaf>>),
}

/// The tags of a document: its blocks by the page on which they begin (counted from 0).
#[derive(Debug)]
pub(super) struct Tagged {
    blocks: BTreeMap<u32, Vec<Block>>,
}

impl Tagged {
    /// The tags, where the file has any and does not call them suspect.
    pub(super) fn load(document: &PdfDocument) -> Option<Self> {
        if document.mark_info().is_ok_and(|info| info.suspects) {
            return None;
        }
        let tree = document.structure_tree_with_budget(Some(BUDGET)).ok()??;
        let mut walk = Walk { blocks: Vec::new(), depth: 0 };
        for element in &tree.root_elements {
            walk.element(element, 0);
        }
        let mut blocks: BTreeMap<u32, Vec<Block>> = BTreeMap::new();
        for block in walk.blocks {
            if let Some(page) = first_page(&block) {
                blocks.entry(page).or_default().push(block);
            }
        }
        (!blocks.is_empty()).then_some(Self { blocks })
    }

    /// The blocks of a page, where its tags cover it.
    pub(super) fn find_drafts(&self, page: &Page) -> Option<Vec<Draft>> {
        let marks = Marks::of(page);
        let blocks = self.blocks.get(&(page.number - 1))?;
        let all: usize = page.letters();
        let covered: usize = marks.letters_in(self.blocks.values().flatten());
        if (covered as f32) < all as f32 * COVER {
            return None;
        }
        Some(blocks.iter().flat_map(|block| marks.drafts(block, page.number)).collect())
    }
}

fn first_page(block: &Block) -> Option<u32> {
    let first = match &block.kind {
        TagKind::Row(cells) => cells.iter().flatten().next(),
        _ => block.leaves.first(),
    };
    first.map(|leaf| leaf.0)
}

/// The runs of a page by their mark.
struct Marks<'page> {
    page: u32,
    runs: BTreeMap<u32, Vec<&'page Run>>,
}

impl<'page> Marks<'page> {
    fn of(page: &'page Page) -> Self {
        let mut runs: BTreeMap<u32, Vec<&Run>> = BTreeMap::new();
        for run in page.fragments.iter().flat_map(|fragment| &fragment.runs) {
            if let Some((_, mark)) = &run.mark {
                runs.entry(*mark).or_default().push(run);
            }
        }
        Self { page: page.number - 1, runs }
    }

    /// The runs of a leaf: of its page, its number, and its scope where the run tells one.
    fn runs_of(&self, leaf: &Leaf) -> impl Iterator<Item = &'page Run> {
        let (page, scope, mark) = leaf.clone();
        let runs = if page == self.page { self.runs.get(&mark) } else { None };
        runs.into_iter().flatten().copied().filter(move |run| {
            let told = run.mark.as_ref().and_then(|(scope, _)| scope.as_ref());
            told.is_none_or(|told| *told == scope)
        })
    }

    fn letters_in<'block>(&self, blocks: impl Iterator<Item = &'block Block>) -> usize {
        let leaves = blocks.flat_map(|block| {
            let cells = match &block.kind {
                TagKind::Row(cells) => cells.as_slice(),
                TagKind::Item { label, .. } => std::slice::from_ref(label),
                _ => &[],
            };
            block.leaves.iter().chain(cells.iter().flatten())
        });
        let runs = leaves.flat_map(|leaf| self.runs_of(leaf));
        runs.map(|run| run.text.chars().filter(|sign| sign.is_alphanumeric()).count()).sum()
    }

    fn lines(&self, leaves: &[Leaf]) -> Vec<Fragment> {
        fragments(leaves.iter().flat_map(|leaf| self.runs_of(leaf)))
    }

    fn drafts(&self, block: &Block, page: u32) -> Vec<Draft> {
        let draft = |kind, lines| Draft { page, kind, lines };
        let drafts = match &block.kind {
            TagKind::Heading(level) => {
                vec![draft(Kind::Heading(*level), self.lines(&block.leaves))]
            }
            TagKind::Item { depth, label } => {
                let label: String = self.lines(label).iter().map(|line| &*line.text).collect();
                let marker = Some(label.trim().to_owned()).filter(|label| !label.is_empty());
                vec![draft(Kind::Item { depth: *depth, marker }, self.lines(&block.leaves))]
            }
            TagKind::Row(cells) => {
                let cells = cells.iter().map(|cell| self.lines(cell)).collect();
                return vec![draft(Kind::Row(cells), Vec::new())];
            }
            TagKind::Text => {
                let parts = divided(self.lines(&block.leaves));
                parts.into_iter().map(|lines| draft(Kind::Text, lines)).collect()
            }
        };
        drafts.into_iter().filter(|draft| !draft.lines.is_empty()).collect()
    }
}

/// Some programs tag a whole frame as one paragraph: it is divided where a line begins with a
/// bullet or is set in plainly another font.
fn divided(lines: Vec<Fragment>) -> Vec<Vec<Fragment>> {
    let mut parts: Vec<Vec<Fragment>> = Vec::new();
    for line in lines {
        let begins = match parts.last().and_then(|part| part.last()) {
            None => true,
            Some(last) => {
                let marked = super::super::lines::find_marker(line.text.trim());
                let on_new_line = (last.y - line.y).abs() > last.size * 0.35;
                let bulleted = on_new_line && marked.is_some_and(|marked| !marked.counts);
                bulleted || (on_new_line && (last.size - line.size).abs() > 1.5)
            }
        };
        match parts.last_mut() {
            Some(part) if !begins => part.push(line),
            _ => parts.push(vec![line]),
        }
    }
    parts
}

struct Walk {
    blocks: Vec<Block>,
    /// How many lists are open.
    depth: u8,
}

impl Walk {
    fn element(&mut self, element: &StructElem, deep: usize) {
        if deep > DEEPEST {
            return;
        }
        match &element.struct_type {
            StructType::L => {
                self.depth = self.depth.saturating_add(1);
                self.children(element, deep);
                self.depth -= 1;
            }
            StructType::LI => self.item(element, deep),
            StructType::TR => self.row(element, deep),
            other => match heading_level(other) {
                Some(level) => self.push(TagKind::Heading(level), leaves(element, &|_| true)),
                None if other.is_block() || is_group(element) => self.children(element, deep),
                None => self.push(TagKind::Text, leaves(element, &|_| true)),
            },
        }
    }

    /// Children in order: marks and inline elements that follow each other are one paragraph.
    fn children(&mut self, element: &StructElem, deep: usize) {
        let mut pending: Vec<Leaf> = Vec::new();
        for child in &element.children {
            match child {
                StructChild::StructElem(child) if is_inline(child) => {
                    pending.extend(leaves(child, &|_| true));
                }
                StructChild::StructElem(child) => {
                    self.push(TagKind::Text, std::mem::take(&mut pending));
                    self.element(child, deep + 1);
                }
                other => pending.extend(leaf(other)),
            }
        }
        self.push(TagKind::Text, pending);
    }

    /// An item is its words without the lists inside it; one that holds headings or tables only
    /// arranges the page.
    fn item(&mut self, element: &StructElem, deep: usize) {
        let arranges = |part: &StructElem| {
            heading_level(&part.struct_type).is_some() || part.struct_type == StructType::Table
        };
        if self.depth == 0 || holds(element, &arranges, 0) {
            return self.children(element, deep);
        }
        let label = leaves(element, &|part| part.struct_type != StructType::L);
        let words =
            |part: &StructElem| !matches!(part.struct_type, StructType::L | StructType::Lbl);
        let body = leaves(element, &words);
        let label = label.into_iter().filter(|leaf| !body.contains(leaf)).collect();
        self.push(TagKind::Item { depth: self.depth, label }, body);
        self.inner_lists(element, deep);
    }

    fn inner_lists(&mut self, element: &StructElem, deep: usize) {
        for child in &element.children {
            if let StructChild::StructElem(child) = child {
                if child.struct_type == StructType::L {
                    self.element(child, deep + 1);
                } else if deep < DEEPEST {
                    self.inner_lists(child, deep + 1);
                }
            }
        }
    }

    /// A row of one cell, or one that holds headings, only arranges the page.
    fn row(&mut self, element: &StructElem, deep: usize) {
        let is_cell =
            |part: &StructElem| matches!(part.struct_type, StructType::TH | StructType::TD);
        let cells: Vec<&StructElem> = element
            .children
            .iter()
            .filter_map(|child| match child {
                StructChild::StructElem(child) if is_cell(child) => Some(&**child),
                _ => None,
            })
            .collect();
        let heads = |part: &StructElem| heading_level(&part.struct_type).is_some();
        if cells.len() < 2 || holds(element, &heads, 0) {
            return self.children(element, deep);
        }
        let cells = cells.into_iter().map(|cell| leaves(cell, &|_| true)).collect();
        self.blocks.push(Block { kind: TagKind::Row(cells), leaves: Vec::new() });
    }

    fn push(&mut self, kind: TagKind, leaves: Vec<Leaf>) {
        if !leaves.is_empty() {
            self.blocks.push(Block { kind, leaves });
        }
    }
}

fn heading_level(kind: &StructType) -> Option<u8> {
    Some(match kind {
        StructType::H | StructType::H1 => 1,
        StructType::H2 => 2,
        StructType::H3 => 3,
        StructType::H4 => 4,
        StructType::H5 => 5,
        StructType::H6 => 6,
        _ => return None,
    })
}

fn is_inline(element: &StructElem) -> bool {
    use StructType::{Annot, Code, Link, Quote, Reference, Span, WB};
    matches!(element.struct_type, Span | Quote | Link | Reference | Annot | Code | WB)
        && !holds(element, &|part| part.struct_type.is_block(), 0)
}

/// Whether an element that is no block of itself has blocks in it.
fn is_group(element: &StructElem) -> bool {
    let mut children = element.children.iter();
    children.any(|child| matches!(child, StructChild::StructElem(child) if !is_inline(child)))
}

/// Whether something of a kind stands below an element.
fn holds(element: &StructElem, wanted: &dyn Fn(&StructElem) -> bool, deep: usize) -> bool {
    deep < DEEPEST
        && element.children.iter().any(|child| match child {
            StructChild::StructElem(child) => wanted(child) || holds(child, wanted, deep + 1),
            _ => false,
        })
}

/// The marks below an element, without the parts that are not wanted.
fn leaves(element: &StructElem, wanted: &dyn Fn(&StructElem) -> bool) -> Vec<Leaf> {
    let mut found = Vec::new();
    collect(element, wanted, 0, &mut found);
    found
}

fn collect(
    element: &StructElem,
    wanted: &dyn Fn(&StructElem) -> bool,
    deep: usize,
    found: &mut Vec<Leaf>,
) {
    for child in &element.children {
        match child {
            StructChild::StructElem(child) if deep < DEEPEST && wanted(child) => {
                collect(child, wanted, deep + 1, found);
            }
            other => found.extend(leaf(other)),
        }
    }
}

fn leaf(child: &StructChild) -> Option<Leaf> {
    match child {
        StructChild::MarkedContentRef { mcid, page, scope } => Some((*page, scope.clone(), *mcid)),
        _ => None,
    }
}
