//! Where a quotation fits best into a text: the fewest words that must be changed, put in or left
//! out (edit distance on words, the text's beginning and end being free; Sellers, “The theory and
//! computation of evolutionary distances”, 1980).

use super::words::Word;

/// How a quotation fits into a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fit {
    /// Words that differ.
    pub(super) distance: usize,
    /// What stands against what, in order.
    pub(super) steps: Vec<Step>,
}

/// One step of the comparison; numbers are places in the lists of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The same word in both.
    Same(usize, usize),
    /// A word of the quotation only.
    Quoted(usize),
    /// A word of the text only.
    Found(usize),
    /// Words of the text that the quotation leaves out and says so.
    LeftOut(usize),
}

/// The best fit; of several the first.
pub(super) fn fit(quotation: &[Word], text: &[Word]) -> Fit {
    let width = text.len() + 1;
    let table = distances(quotation, text, width);
    let last = quotation.len() * width;
    let end = (0..width).min_by_key(|column| table[last + column]).unwrap_or(0);
    let mut steps = Vec::new();
    let (mut row, mut column) = (quotation.len(), end);
    while row > 0 {
        let here = table[row * width + column];
        let above = table[(row - 1) * width + column];
        let quoted = &quotation[row - 1];
        if column > 0 {
            let same = !quoted.gap && quoted.folded == text[column - 1].folded;
            let before = table[(row - 1) * width + column - 1];
            let left = table[row * width + column - 1];
            if same && here == before {
                steps.push(Step::Same(row - 1, column - 1));
                (row, column) = (row - 1, column - 1);
                continue;
            }
            if quoted.gap && here == left {
                steps.push(Step::LeftOut(column - 1));
                column -= 1;
                continue;
            }
            // Before a change of words: what was put in leaves more words the same.
            if here == left + 1 {
                steps.push(Step::Found(column - 1));
                column -= 1;
                continue;
            }
            if !quoted.gap && here == before + 1 {
                // In reverse: what was quoted stands before what was found in its place.
                steps.push(Step::Found(column - 1));
                steps.push(Step::Quoted(row - 1));
                (row, column) = (row - 1, column - 1);
                continue;
            }
        }
        if !(quoted.gap && here == above) {
            steps.push(Step::Quoted(row - 1));
        }
        row -= 1;
    }
    steps.reverse();
    Fit { distance: table[last + end] as usize, steps }
}

/// `table[row * width + column]`: the fewest changes by which the first `row` words of the
/// quotation fit onto some words of the text that end before `column`.
fn distances(quotation: &[Word], text: &[Word], width: usize) -> Vec<u32> {
    let mut table = vec![0u32; (quotation.len() + 1) * width];
    for (row, quoted) in quotation.iter().enumerate() {
        let (done, rest) = table.split_at_mut((row + 1) * width);
        let above = &done[row * width..];
        let step = u32::from(!quoted.gap);
        rest[0] = above[0] + step;
        for column in 1..width {
            let same = !quoted.gap && quoted.folded == text[column - 1].folded;
            let changed =
                if quoted.gap { u32::MAX - 1 } else { above[column - 1] + u32::from(!same) };
            rest[column] = changed.min(above[column] + step).min(rest[column - 1] + step);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::quotation::words::words;
    use proptest::prelude::*;

    fn told(quotation: &str, text: &str) -> (usize, String) {
        let (quotation, text) = (words(quotation, true), words(text, false));
        let fit = fit(&quotation, &text);
        let steps = fit.steps.iter().map(|step| match step {
            Step::Same(row, _) => quotation[*row].folded.clone(),
            Step::Quoted(row) => format!("-{}", quotation[*row].folded),
            Step::Found(column) => format!("+{}", text[*column].folded),
            Step::LeftOut(column) => format!("({})", text[*column].folded),
        });
        (fit.distance, steps.collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn a_quotation_is_found_inside_a_text() {
        assert_eq!(told("best start", "the best start in life"), (0, "best start".into()));
        assert_eq!(
            told("the best beginning in life", "x the best start in life y"),
            (1, "the best -beginning +start in life".into())
        );
        assert_eq!(told("best in life", "best start in life"), (1, "best +start in life".into()));
        assert_eq!(told("very best start", "best start"), (1, "-very best start".into()));
    }

    #[test]
    fn what_is_left_out_and_said_so_costs_nothing() {
        assert_eq!(
            told("the best … life", "give the best start in life"),
            (0, "the best (start) (in) life".into())
        );
    }

    proptest! {
        #[test]
        fn the_distance_is_the_number_of_steps_that_differ(a in "([abc] ){1,8}", b in "([abc] ){0,12}") {
            let (quotation, text) = (words(&a, false), words(&b, false));
            let fit = fit(&quotation, &text);
            let quoted = fit.steps.iter().filter(|it| matches!(it, Step::Quoted(_))).count();
            let found = fit.steps.iter().filter(|it| matches!(it, Step::Found(_))).count();
            prop_assert!(fit.distance >= quoted.max(found) && fit.distance <= quoted + found);
            let rows: Vec<usize> = fit.steps.iter().filter_map(|it| match it {
                Step::Same(row, _) | Step::Quoted(row) => Some(*row),
                _ => None,
            }).collect();
            prop_assert_eq!(rows, (0..quotation.len()).collect::<Vec<_>>());
        }
    }
}
