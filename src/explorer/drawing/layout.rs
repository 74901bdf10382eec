//! Where the nodes of a network stand: stress majorisation by stochastic gradient descent (Zheng,
//! Pawar and Goodman, “Graph drawing by stochastic gradient descent”, 2018). The distance of two
//! nodes in the picture comes near the number of steps between them in the graph.
//!
//! Deterministic: the start is a sunflower, the order a shuffle by xorshift with a fixed seed, and
//! only operations are used whose results IEEE 754 fixes, besides `libm`, which is the same code on
//! every machine.

use std::collections::VecDeque;

/// Rounds over all pairs.
const ROUNDS: u32 = 40;
/// How far the last round still moves, in parts of a step.
const LAST_STEP: f64 = 0.05;
/// The angle between two seeds of a sunflower, in radians.
const GOLDEN_ANGLE: f64 = 2.399_963_229_728_653;

/// Coordinates for nodes `0..nodes`, one unit for one step. Edges are undirected.
pub(super) fn layout(nodes: usize, edges: &[(usize, usize)]) -> Vec<(f64, f64)> {
    let mut places: Vec<(f64, f64)> = (0..nodes).map(start).collect();
    let mut terms = terms(&distances(nodes, edges));
    let heaviest = terms.iter().map(|term| term.weight).reduce(f64::max);
    let lightest = terms.iter().map(|term| term.weight).reduce(f64::min);
    let (Some(heaviest), Some(lightest)) = (heaviest, lightest) else { return places };
    let (first, last) = (1.0 / lightest, LAST_STEP / heaviest);
    let decay = libm::log(first / last) / f64::from(ROUNDS - 1);
    let mut random = Xorshift(0x9E37_79B9_7F4A_7C15);
    for round in 0..ROUNDS {
        let step = first * libm::exp(-decay * f64::from(round));
        random.shuffle(&mut terms);
        for term in &terms {
            relax(&mut places, term, step);
        }
    }
    places
}

/// Two nodes, the distance that they should have, and how much that weighs.
struct Term {
    a: usize,
    b: usize,
    distance: f64,
    weight: f64,
}

fn start(place: usize) -> (f64, f64) {
    let place = place as f64;
    let (radius, angle) = ((place + 0.5).sqrt(), place * GOLDEN_ANGLE);
    (radius * libm::cos(angle), radius * libm::sin(angle))
}

fn terms(distances: &[Vec<f64>]) -> Vec<Term> {
    let mut terms = Vec::new();
    for (a, row) in distances.iter().enumerate() {
        for (b, distance) in row.iter().enumerate().take(a) {
            terms.push(Term { a, b, distance: *distance, weight: 1.0 / (distance * distance) });
        }
    }
    terms
}

fn relax(places: &mut [(f64, f64)], term: &Term, step: f64) {
    let share = (term.weight * step).min(1.0);
    let (a, b) = (places[term.a], places[term.b]);
    let (dx, dy) = (a.0 - b.0, a.1 - b.1);
    let length = (dx * dx + dy * dy).sqrt().max(1e-6);
    let shift = share * (length - term.distance) / (2.0 * length);
    places[term.a] = (a.0 - shift * dx, a.1 - shift * dy);
    places[term.b] = (b.0 + shift * dx, b.1 + shift * dy);
}

/// Steps between all pairs; nodes that do not hang together are one step further apart than the
/// farthest that do.
fn distances(nodes: usize, edges: &[(usize, usize)]) -> Vec<Vec<f64>> {
    let mut near = vec![Vec::new(); nodes];
    for (a, b) in edges {
        if a != b && *a < nodes && *b < nodes {
            near[*a].push(*b);
            near[*b].push(*a);
        }
    }
    let found: Vec<Vec<Option<u32>>> = (0..nodes).map(|from| steps(from, &near)).collect();
    let farthest = found.iter().flatten().flatten().max().copied().unwrap_or(1);
    let apart = f64::from(farthest + 1);
    let known =
        |row: Vec<Option<u32>>| row.into_iter().map(|it| it.map_or(apart, f64::from)).collect();
    found.into_iter().map(known).collect()
}

fn steps(from: usize, near: &[Vec<usize>]) -> Vec<Option<u32>> {
    let mut found = vec![None; near.len()];
    found[from] = Some(0);
    let mut waiting = VecDeque::from([(from, 0u32)]);
    while let Some((node, steps)) = waiting.pop_front() {
        for next in &near[node] {
            if found[*next].is_none() {
                found[*next] = Some(steps + 1);
                waiting.push_back((*next, steps + 1));
            }
        }
    }
    found
}

/// Marsaglia’s xorshift64: enough to mix an order.
struct Xorshift(u64);

impl Xorshift {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let below = self.next() % (last as u64 + 1);
            items.swap(last, usize::try_from(below).unwrap_or(0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(places: &[(f64, f64)], a: usize, b: usize) -> f64 {
        let (a, b) = (places[a], places[b]);
        ((a.0 - b.0).powi(2) + (a.1 - b.1).powi(2)).sqrt()
    }

    #[test]
    fn a_path_becomes_a_line_and_the_same_each_time() {
        let edges = [(0, 1), (1, 2), (2, 3)];
        let places = layout(4, &edges);
        assert_eq!(places, layout(4, &edges));
        assert!((apart(&places, 0, 3) - 3.0).abs() < 0.2, "{places:?}");
        assert!((apart(&places, 0, 1) - 1.0).abs() < 0.2, "{places:?}");
    }

    #[test]
    fn nothing_and_one_and_what_does_not_hang_together_have_places() {
        assert!(layout(0, &[]).is_empty());
        assert_eq!(layout(1, &[]).len(), 1);
        let places = layout(4, &[(0, 1), (2, 3), (3, 3)]);
        assert!(places.iter().all(|(x, y)| x.is_finite() && y.is_finite()));
        assert!(apart(&places, 0, 2) > apart(&places, 0, 1));
    }
}
