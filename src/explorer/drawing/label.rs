//! Where the labels of a network stand: each where it covers least of nodes, lines and the labels
//! that stand already. Text is not measured; its width is reckoned from its characters.

/// Height of a line of text and width of a character at 13 px, in px.
const LINE: f64 = 16.0;
const CHARACTER: f64 = 6.9;
/// What a px of a line behind a label weighs, in px² that are covered: a name with a line behind it
/// can be read, one upon another name cannot.
const CROSSED: f64 = 4.0;

/// A label and where it stands.
pub(super) struct Label {
    /// The text.
    pub(super) text: String,
    /// Where it is anchored.
    pub(super) x: f64,
    /// Its baseline.
    pub(super) y: f64,
    /// Which end is anchored, as SVG calls it.
    pub(super) anchor: &'static str,
}

/// A line from one point to another.
pub(super) type Line = ((f64, f64), (f64, f64));

/// Labels for nodes at these places, one after the other, where these lines are drawn already.
pub(super) fn labels(
    texts: Vec<String>,
    places: &[(f64, f64)],
    lines: &[Line],
    radius: f64,
    size: (f64, f64),
) -> Vec<Label> {
    let across = 2.0 * radius;
    let mut taken: Vec<Rectangle> = places
        .iter()
        .map(|(x, y)| Rectangle { x: x - radius, y: y - radius, width: across, height: across })
        .collect();
    let mut labels = Vec::with_capacity(texts.len());
    for (text, place) in texts.into_iter().zip(places) {
        let width = text.chars().count() as f64 * CHARACTER;
        let [first, others @ ..] = choices(*place, width, radius + 5.0);
        let cost = |choice: &Choice| {
            let covered: f64 = taken.iter().map(|it| it.overlap(&choice.rectangle)).sum();
            let crossed: f64 = lines.iter().map(|line| choice.rectangle.within(line)).sum();
            covered + CROSSED * crossed + choice.rectangle.outside(size)
        };
        let mut best = (cost(&first), first);
        for choice in others {
            let next = cost(&choice);
            if next < best.0 {
                best = (next, choice);
            }
        }
        let Choice { x, y, anchor, rectangle } = best.1;
        taken.push(rectangle);
        labels.push(Label { text, x, y, anchor });
    }
    labels
}

struct Choice {
    x: f64,
    y: f64,
    anchor: &'static str,
    rectangle: Rectangle,
}

/// The places that a label can have, the best first: right, left, above, below, and between these.
fn choices((x, y): (f64, f64), width: f64, gap: f64) -> [Choice; 8] {
    let choice = |x: f64, y: f64, anchor: &'static str, left: f64| Choice {
        x,
        y,
        anchor,
        rectangle: Rectangle { x: left, y: y - LINE + 4.0, width, height: LINE },
    };
    let near = 0.6 * gap;
    [
        choice(x + gap, y + 4.5, "start", x + gap),
        choice(x - gap, y + 4.5, "end", x - gap - width),
        choice(x, y - gap, "middle", x - width / 2.0),
        choice(x, y + gap + 9.0, "middle", x - width / 2.0),
        choice(x + near, y - near, "start", x + near),
        choice(x + near, y + near + 9.0, "start", x + near),
        choice(x - near, y - near, "end", x - near - width),
        choice(x - near, y + near + 9.0, "end", x - near - width),
    ]
}

struct Rectangle {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl Rectangle {
    /// The area that both cover.
    fn overlap(&self, other: &Self) -> f64 {
        let wide = (self.x + self.width).min(other.x + other.width) - self.x.max(other.x);
        let tall = (self.y + self.height).min(other.y + other.height) - self.y.max(other.y);
        wide.max(0.0) * tall.max(0.0)
    }

    /// How much of a line lies within, in px (Liang and Barsky, “A new concept and method for line
    /// clipping”, 1984).
    fn within(&self, (from, to): &Line) -> f64 {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (step, room) in [
            (-dx, from.0 - self.x),
            (dx, self.x + self.width - from.0),
            (-dy, from.1 - self.y),
            (dy, self.y + self.height - from.1),
        ] {
            if step < 0.0 {
                enters = enters.max(room / step);
            } else if step > 0.0 {
                leaves = leaves.min(room / step);
            } else if room < 0.0 {
                return 0.0;
            }
        }
        (leaves - enters).max(0.0) * (dx * dx + dy * dy).sqrt()
    }

    /// What would be cut off, weighed so that nothing is while there is a choice.
    fn outside(&self, (width, height): (f64, f64)) -> f64 {
        let wide = (-self.x).max(0.0) + (self.x + self.width - width).max(0.0);
        let tall = (-self.y).max(0.0) + (self.y + self.height - height).max(0.0);
        10.0 * (wide + tall) * LINE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_counts_as_far_as_it_lies_within() {
        let label = Rectangle { x: 10.0, y: 10.0, width: 100.0, height: 20.0 };
        let within = |from, to| label.within(&(from, to));
        assert!((within((0.0, 20.0), (60.0, 20.0)) - 50.0).abs() < 1e-9);
        assert!((within((60.0, 0.0), (60.0, 90.0)) - 20.0).abs() < 1e-9);
        assert!((within((20.0, 15.0), (23.0, 19.0)) - 5.0).abs() < 1e-9);
        assert!(within((0.0, 0.0), (200.0, 0.0)).abs() < 1e-9);
        assert!(within((0.0, 40.0), (9.0, 0.0)).abs() < 1e-9);
    }

    #[test]
    fn a_label_stands_beside_the_line_that_leaves_its_node() {
        let places = [(200.0, 100.0), (400.0, 100.0)];
        let texts = vec!["From here".to_owned(), "To there".to_owned()];
        let size = (600.0, 200.0);
        let free = labels(texts.clone(), &places, &[], 7.0, size);
        assert_eq!(free[0].anchor, "start");
        let beside = labels(texts, &places, &[(places[0], places[1])], 7.0, size);
        assert_eq!(beside[0].anchor, "end");
        assert_eq!(beside[1].anchor, "start");
    }
}
