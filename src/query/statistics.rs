//! The arithmetic of shares and of many tests at once.
//!
//! Not here: what is counted (`attention`, `distinctive`).

/// The confidence of all intervals.
pub(super) const CONFIDENCE: f64 = 0.95;

/// The interval of a share of `k` in `n`: the percentile bootstrap, computed exactly. Drawing `n`
/// items with replacement gives a binomial number of hits, so its quantiles are those that
/// endlessly many resamples would give; nothing is drawn and nothing depends on a seed.
///
/// Where none or all are hits every resample is the same; there the exact bound of Clopper and
/// Pearson takes the place of the end that resampling cannot see.
pub(super) fn bootstrap_interval(k: usize, n: usize) -> (f64, f64) {
    let tail = (1.0 - CONFIDENCE) / 2.0;
    let bound = 1.0 - tail.powf(1.0 / n as f64);
    match k {
        0 => (0.0, bound),
        _ if k >= n => (1.0 - bound, 1.0),
        _ => {
            let share = k as f64 / n as f64;
            let at = |level| binomial_quantile(level, n, share) as f64 / n as f64;
            (at(tail), at(1.0 - tail))
        }
    }
}

/// The least number of hits in `n` whose cumulative probability reaches a level.
pub(super) fn binomial_quantile(level: f64, n: usize, share: f64) -> usize {
    let log_choose = |k: usize| {
        libm::lgamma(n as f64 + 1.0)
            - libm::lgamma(k as f64 + 1.0)
            - libm::lgamma((n - k) as f64 + 1.0)
    };
    let mut sum = 0.0;
    for k in 0..n {
        let log = log_choose(k) + k as f64 * share.ln() + (n - k) as f64 * (-share).ln_1p();
        sum += log.exp();
        if sum >= level {
            return k;
        }
    }
    n
}

/// Effective number of kinds after Shannon: e to the entropy of their shares.
pub(super) fn effective_number_shannon(weights: &[f64]) -> f64 {
    let all: f64 = weights.iter().sum();
    let entropy: f64 = weights
        .iter()
        .filter(|weight| **weight > 0.0)
        .map(|weight| -(weight / all) * (weight / all).ln())
        .sum();
    entropy.exp()
}

/// Effective number of kinds after Simpson: one divided by the sum of their squared shares.
pub(super) fn effective_number_simpson(weights: &[f64]) -> f64 {
    let all: f64 = weights.iter().sum();
    1.0 / weights.iter().map(|weight| (weight / all).powi(2)).sum::<f64>()
}

/// The probability that a standard normal number is at least as far from 0 as this, either way.
pub(super) fn two_sided_p(z: f64) -> f64 {
    libm::erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// p values corrected for there being many (Benjamini and Hochberg 1995), in the order given:
/// what is at most the rate is flagged, and of what is flagged at most that share is expected to
/// be chance.
pub(super) fn benjamini_hochberg(p_values: &[f64]) -> Vec<f64> {
    let count = p_values.len();
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]));
    let mut corrected = vec![1.0; count];
    let mut least: f64 = 1.0;
    for (rank, place) in order.into_iter().enumerate().rev() {
        least = least.min(p_values[place] * count as f64 / (rank + 1) as f64);
        corrected[place] = least;
    }
    corrected
}

/// How much more a feature is used on one side than on the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LogOdds {
    /// Log odds ratio with the prior added to both sides; above 0 is more on the first side.
    pub(super) delta: f64,
    /// Delta in its standard errors.
    pub(super) z: f64,
}

/// Log odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, equations
/// 16, 20 and 22) of a feature that is used `own` times of `own_all` on one side and `rest` times
/// of `rest_all` on the other; the prior adds `prior` of `prior_all` to each side.
pub(super) fn log_odds(
    (own, own_all): (f64, f64),
    (rest, rest_all): (f64, f64),
    (prior, prior_all): (f64, f64),
) -> LogOdds {
    let logit = |count: f64, all: f64| ((count + prior) / (all + prior_all - count - prior)).ln();
    let delta = logit(own, own_all) - logit(rest, rest_all);
    let deviation = (1.0 / (own + prior) + 1.0 / (rest + prior)).sqrt();
    LogOdds { delta, z: delta / deviation }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected values from scipy 1.17.1; `docs/measures-of-comparison.md` has the commands.
    fn same(actual: f64, expected: f64) {
        assert!((actual - expected).abs() < 1e-9, "{actual} is not {expected}");
    }

    #[test]
    fn the_interval_is_that_of_scipys_binomial() {
        for ((k, n), (low, high)) in [
            ((3, 10), (0.0, 0.6)),
            ((2, 9), (0.0, 0.555_555_555_555_555_6)),
            ((120, 400), (0.255, 0.345)),
        ] {
            let (actual_low, actual_high) = bootstrap_interval(k, n);
            same(actual_low, low);
            same(actual_high, high);
        }
    }

    #[test]
    fn none_of_six_may_still_be_almost_half() {
        same(bootstrap_interval(0, 6).1, 0.459_258_126_439_900_44);
        same(bootstrap_interval(6, 6).0, 1.0 - 0.459_258_126_439_900_44);
    }

    #[test]
    fn two_themes_of_equal_weight_are_effectively_two() {
        same(effective_number_shannon(&[3.0, 3.0]), 2.0);
        same(effective_number_simpson(&[3.0, 3.0]), 2.0);
        same(effective_number_shannon(&[2.0, 1.0, 1.0]), 2.0 * 2f64.sqrt());
        same(effective_number_simpson(&[2.0, 1.0, 1.0]), 8.0 / 3.0);
    }

    #[test]
    fn effective_numbers_are_those_of_scikit_bio() {
        // scikit-bio 0.7.4: alpha.shannon(c, base=e, exp=True) and alpha.inv_simpson(c).
        for (weights, shannon, simpson) in [
            (&[2.0, 1.0, 1.0][..], 2.828_427_124_746_190_7, 2.666_666_666_666_666_5),
            (&[2.0, 2.0, 1.0, 1.0], 3.779_763_149_684_619_3, 3.6),
            (&[5.0, 3.0, 1.0, 1.0, 1.0, 1.0], 4.662_978_688_338_383, 3.789_473_684_210_527),
            (&[40.0, 20.0, 20.0, 10.0, 5.0, 5.0], 4.665_164_957_684_037, 3.921_568_627_450_979_3),
        ] {
            same(effective_number_shannon(weights), shannon);
            same(effective_number_simpson(weights), simpson);
        }
    }

    #[test]
    fn p_values_are_those_of_scipys_normal() {
        same(two_sided_p(1.959_963_984_540_054), 0.05);
        same(two_sided_p(-3.0), 0.002_699_796_063_260_186_6);
    }

    #[test]
    fn corrected_p_values_are_those_of_scipys_false_discovery_control() {
        let corrected = benjamini_hochberg(&[0.01, 0.04, 0.03, 0.005]);
        for (actual, expected) in corrected.into_iter().zip([0.02, 0.04, 0.04, 0.02]) {
            same(actual, expected);
        }
    }

    #[test]
    fn equal_use_on_both_sides_has_no_odds() {
        let odds = log_odds((3.0, 10.0), (30.0, 100.0), (3.0, 10.0));
        same(odds.delta, 0.0);
        let odds = log_odds((6.0, 10.0), (10.0, 90.0), (1.6, 10.0));
        same(odds.delta, (7.6f64 / 12.4).ln() - (11.6f64 / 88.4).ln());
        same(odds.z, odds.delta / (1.0 / 7.6f64 + 1.0 / 11.6).sqrt());
    }
}
