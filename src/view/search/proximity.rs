//! Where the words of a phrase stand together: one rule for finding and for highlighting.
//!
//! Without slop the words stand side by side in their order. With slop they stand in any order,
//! with at most that many other words between them.

/// How often a phrase occurs; `positions` has, for each of its words, the places of that word,
/// ascending.
pub(super) fn count_matches<P: AsRef<[u32]>>(positions: &[P], slop: u32) -> u32 {
    let mut count = 0;
    visit_matches(positions, slop, |_, _| count += 1);
    count
}

/// Calls `visit` with the first and the last place of every occurrence, in order; occurrences do
/// not overlap.
pub(super) fn visit_matches<P: AsRef<[u32]>>(
    positions: &[P],
    slop: u32,
    mut visit: impl FnMut(u32, u32),
) {
    if slop == 0 {
        visit_adjacent(positions, &mut visit);
    } else {
        visit_near(positions, slop, &mut visit);
    }
}

fn visit_adjacent<P: AsRef<[u32]>>(positions: &[P], visit: &mut impl FnMut(u32, u32)) {
    let Some((first, others)) = positions.split_first() else { return };
    let mut free = 0;
    for &start in first.as_ref() {
        let follows =
            |(place, slot): (u32, &P)| slot.as_ref().binary_search(&(start + place)).is_ok();
        if start >= free && (1..).zip(others).all(follows) {
            let end = start + u32::try_from(others.len()).unwrap_or(0);
            visit(start, end);
            free = end + 1;
        }
    }
}

/// The shortest stretches that have all words; a place counts for one word only.
fn visit_near<P: AsRef<[u32]>>(positions: &[P], slop: u32, visit: &mut impl FnMut(u32, u32)) {
    let longest = u32::try_from(positions.len()).unwrap_or(0) + slop;
    let mut places: Vec<(u32, usize)> = Vec::new();
    for (slot, list) in positions.iter().enumerate() {
        places.extend(list.as_ref().iter().map(|position| (*position, slot)));
    }
    places.sort_unstable();
    // A word typed a hundred times has a hundred lists of the same places; most texts have too few
    // of them, and the search for a stretch need not begin.
    let different = places.chunk_by(|one, other| one.0 == other.0).count();
    if different < positions.len() {
        return;
    }
    let mut begin = 0;
    for end in 0..places.len() {
        // The latest start from which all words are found up to here.
        while begin <= end && places[end].0 - places[begin].0 >= longest {
            begin += 1;
        }
        let mut start = None;
        for from in (begin..=end).rev() {
            if has_all(&places[from..=end], positions.len()) {
                start = Some(from);
                break;
            }
        }
        if let Some(from) = start {
            visit(places[from].0, places[end].0);
            begin = end + 1;
        }
    }
}

/// Whether every word has a place, and there are as many different places as words.
fn has_all(places: &[(u32, usize)], words: usize) -> bool {
    let mut different = 0;
    let mut last = None;
    let mut seen = vec![false; words];
    for (position, slot) in places {
        seen[*slot] = true;
        if last != Some(*position) {
            different += 1;
            last = Some(*position);
        }
    }
    different >= words && seen.into_iter().all(|it| it)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(positions: &[&[u32]], slop: u32) -> Vec<(u32, u32)> {
        let mut found = Vec::new();
        visit_matches(positions, slop, |start, end| found.push((start, end)));
        found
    }

    #[test]
    fn words_side_by_side_in_order_are_a_phrase() {
        assert_eq!(matches(&[&[1, 5, 9], &[2, 10], &[3, 11, 20]], 0), [(1, 3), (9, 11)]);
        assert_eq!(matches(&[&[2], &[1]], 0), []);
    }

    #[test]
    fn occurrences_do_not_overlap() {
        assert_eq!(matches(&[&[1, 2, 3], &[1, 2, 3]], 0), [(1, 2)]);
    }

    #[test]
    fn words_near_each_other_match_in_any_order_within_the_slop() {
        assert_eq!(matches(&[&[1], &[4]], 2), [(1, 4)]);
        assert_eq!(matches(&[&[4], &[1]], 2), [(1, 4)]);
        assert_eq!(matches(&[&[1], &[5]], 2), []);
        assert_eq!(matches(&[&[7], &[7]], 2), []);
        assert_eq!(matches(&[&[7, 8], &[7, 8]], 2), [(7, 8)]);
    }

    #[test]
    fn a_word_typed_a_hundred_times_needs_a_hundred_places() {
        let places: Vec<u32> = (0..99).collect();
        assert_eq!(count_matches(&[places.as_slice(); 100], 50), 0);
        assert_eq!(count_matches(&[&places[..2]; 2], 1), 1);
    }
}
