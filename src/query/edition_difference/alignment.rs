//! Which items of one edition stand for which of another.
//!
//! First the best pairs, one to one, each item once, in the order of their likeness; then what is
//! left over joins a pair that it is still like: several earlier items merged into one later, or
//! one earlier was split into several. What is like nothing was dropped, or is new.

use std::sync::Arc;

use crate::{model::Priority, view::View};

use super::likeness::Traits;

/// From this likeness on one item is taken to stand for another.
const PAIR: f64 = 0.4;
/// From this likeness on an earlier item left over is taken to have gone into a pair. A later item
/// left over needs that of a pair: a list that grows more often takes in something new.
const JOIN: f64 = 0.3;

/// Items that belong together, by place in their lists.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    pub(super) before: Vec<usize>,
    pub(super) after: Vec<usize>,
    /// Of the likest pair in it; 0 where one side is empty.
    pub(super) likeness: f64,
    /// Of the item that joined with the least likeness.
    weakest: f64,
}

impl Group {
    fn new(before: Vec<usize>, after: Vec<usize>, likeness: f64) -> Self {
        Self { before, after, likeness, weakest: likeness }
    }

    /// Whether some item is in it with less likeness than a pair has.
    pub(super) fn is_loose(&self) -> bool {
        !self.before.is_empty() && !self.after.is_empty() && self.weakest < PAIR
    }
}

/// Groups in the order of the later list, with what was dropped at the end in its own order.
/// Every item is in exactly one group.
pub(super) fn align(view: &View, before: &[Arc<Priority>], after: &[Arc<Priority>]) -> Vec<Group> {
    let traits = |items: &[Arc<Priority>]| -> Vec<Traits> {
        items.iter().map(|item| Traits::of(view, item)).collect()
    };
    let (earlier, later) = (traits(before), traits(after));
    let likeness = |one: usize, other: usize| earlier[one].likeness(&later[other]);
    let mut pairs: Vec<(f64, usize, usize)> = (0..before.len())
        .flat_map(|one| (0..after.len()).map(move |other| (one, other)))
        .map(|(one, other)| (likeness(one, other), one, other))
        .collect();
    // The likest first; of those equally like, the pair whose places are nearest to each other.
    pairs.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then_with(|| a.1.abs_diff(a.2).cmp(&b.1.abs_diff(b.2)))
            .then_with(|| (a.1, a.2).cmp(&(b.1, b.2)))
    });
    let mut groups = pair_one_to_one(&pairs);
    join_what_is_left(&pairs, &mut groups);
    add_lone(&mut groups, before.len(), after.len());
    groups.sort_by_key(|group| {
        (group.after.first().copied().unwrap_or(usize::MAX), group.before.first().copied())
    });
    groups
}

fn pair_one_to_one(pairs: &[(f64, usize, usize)]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (likeness, one, other) in pairs.iter().take_while(|pair| pair.0 >= PAIR) {
        if !groups.iter().any(|group| group.before.contains(one) || group.after.contains(other)) {
            groups.push(Group::new(vec![*one], vec![*other], *likeness));
        }
    }
    groups
}

/// A pair that took in an earlier item takes in no later one, so that a group is a merger or a
/// split, never both.
fn join_what_is_left(pairs: &[(f64, usize, usize)], groups: &mut [Group]) {
    for (likeness, one, other) in pairs.iter().take_while(|pair| pair.0 >= JOIN) {
        let of_one = groups.iter().position(|group| group.before.contains(one));
        let of_other = groups.iter().position(|group| group.after.contains(other));
        match (of_one, of_other) {
            (None, Some(place)) if groups[place].after.len() == 1 => {
                groups[place].before.push(*one);
                groups[place].before.sort_unstable();
                groups[place].weakest = groups[place].weakest.min(*likeness);
            }
            (Some(place), None) if groups[place].before.len() == 1 && *likeness >= PAIR => {
                groups[place].after.push(*other);
                groups[place].after.sort_unstable();
            }
            _ => {}
        }
    }
}

fn add_lone(groups: &mut Vec<Group>, before: usize, after: usize) {
    let lone_before: Vec<usize> =
        (0..before).filter(|one| !groups.iter().any(|it| it.before.contains(one))).collect();
    let lone_after: Vec<usize> =
        (0..after).filter(|one| !groups.iter().any(|it| it.after.contains(one))).collect();
    groups.extend(lone_before.into_iter().map(|one| Group::new(vec![one], Vec::new(), 0.0)));
    groups.extend(lone_after.into_iter().map(|one| Group::new(Vec::new(), vec![one], 0.0)));
}

/// How an item moved among the items that both editions have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    Up,
    Down,
}

/// For each group of one item on each side whether it moved: as few items as possible are said to
/// have moved, and an item does not move because another was added or dropped above it.
pub(super) fn moves(groups: &[Group]) -> Vec<Option<Move>> {
    // Places among the pairs only; groups are in the order of the later list.
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (place, group) in groups.iter().enumerate() {
        if let ([before], [_]) = (group.before.as_slice(), group.after.as_slice()) {
            pairs.push((place, *before));
        }
    }
    let rank = |before: usize| pairs.iter().filter(|pair| pair.1 < before).count();
    let ranks: Vec<usize> = pairs.iter().map(|pair| rank(pair.1)).collect();
    let mut moves = vec![None; groups.len()];
    for (later, stays) in longest_ascent(&ranks).into_iter().enumerate() {
        if !stays {
            moves[pairs[later].0] = match ranks[later].cmp(&later) {
                std::cmp::Ordering::Greater => Some(Move::Up),
                std::cmp::Ordering::Less => Some(Move::Down),
                std::cmp::Ordering::Equal => None,
            };
        }
    }
    moves
}

/// Which elements belong to a longest ascending subsequence; of several that one whose elements
/// are nearest to their own places.
fn longest_ascent(ranks: &[usize]) -> Vec<bool> {
    // For each element the best ascent that ends there: length, distance from place, element before.
    let mut best: Vec<(usize, usize, Option<usize>)> = Vec::new();
    let better = |a: (usize, usize), b: (usize, usize)| a.0 > b.0 || (a.0 == b.0 && a.1 < b.1);
    for (place, rank) in ranks.iter().enumerate() {
        let own = rank.abs_diff(place);
        let mut here = (1, own, None);
        for before in (0..place).filter(|before| ranks[*before] < *rank) {
            let longer = (best[before].0 + 1, best[before].1 + own);
            if better(longer, (here.0, here.1)) {
                here = (longer.0, longer.1, Some(before));
            }
        }
        best.push(here);
    }
    let mut stays = vec![false; ranks.len()];
    let mut next: Option<usize> = None;
    for place in 0..best.len() {
        if next.is_none_or(|end| better((best[place].0, best[place].1), (best[end].0, best[end].1)))
        {
            next = Some(place);
        }
    }
    while let Some(place) = next {
        stays[place] = true;
        next = best[place].2;
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(befores: &[Option<usize>]) -> String {
        let groups: Vec<Group> = befores
            .iter()
            .enumerate()
            .map(|(after, before)| Group::new(before.iter().copied().collect(), vec![after], 1.0))
            .collect();
        let letter = |it| match it {
            Some(Move::Up) => 'u',
            Some(Move::Down) => 'd',
            None => '-',
        };
        moves(&groups).into_iter().map(letter).collect()
    }

    #[test]
    fn as_few_items_as_possible_move() {
        assert_eq!(moved(&[Some(2), Some(1), Some(0)]), "u-d", "reversed");
        assert_eq!(moved(&[Some(3), Some(0), Some(1), Some(2)]), "u---", "the last comes first");
        assert_eq!(moved(&[None, Some(0), Some(1)]), "---", "a new first item moves nothing");
        assert_eq!(moved(&[Some(1), Some(3)]), "--", "dropped items move nothing");
    }
}
