//! Where the labels of a network stand: each where it covers least of what is there already. Text
//! is not measured; its width is reckoned from its characters.

/// Height of a line of text and width of a character at 13 px, in px.
const LINE: f64 = 16.0;
const CHARACTER: f64 = 6.9;

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

/// Labels for nodes at these places, one after the other.
pub(super) fn labels(
    texts: Vec<String>,
    places: &[(f64, f64)],
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
            covered + choice.rectangle.outside(size)
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

/// The places that a label can have, the best first: right, left, above, below.
fn choices((x, y): (f64, f64), width: f64, gap: f64) -> [Choice; 4] {
    let choice = |x: f64, y: f64, anchor: &'static str, left: f64| Choice {
        x,
        y,
        anchor,
        rectangle: Rectangle { x: left, y: y - LINE + 4.0, width, height: LINE },
    };
    [
        choice(x + gap, y + 4.5, "start", x + gap),
        choice(x - gap, y + 4.5, "end", x - gap - width),
        choice(x, y - gap, "middle", x - width / 2.0),
        choice(x, y + gap + 9.0, "middle", x - width / 2.0),
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

    /// What would be cut off, weighed so that nothing is while there is a choice.
    fn outside(&self, (width, height): (f64, f64)) -> f64 {
        let wide = (-self.x).max(0.0) + (self.x + self.width - width).max(0.0);
        let tall = (-self.y).max(0.0) + (self.y + self.height - height).max(0.0);
        10.0 * (wide + tall) * LINE
    }
}
