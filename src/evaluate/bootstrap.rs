//! Intervals by resampling documents (Efron and Tibshirani 1993): how far a figure may lie from what other articles would give.

/// The 2.5th and 97.5th percentile of `figure` over `resamples` draws of as many documents, with replacement; `None` without documents
/// or draws. Deterministic.
pub(super) fn interval<T>(documents: &[T], resamples: usize, figure: impl Fn(&[&T]) -> f64) -> Option<(f64, f64)> {
    if documents.is_empty() || resamples == 0 {
        return None;
    }
    let mut state = 1_u64;
    let mut values: Vec<f64> = (0..resamples)
        .map(|_| {
            let drawn: Vec<&T> = (0..documents.len())
                .filter_map(|_| documents.get(next_below(&mut state, documents.len())))
                .collect();
            figure(&drawn)
        })
        .collect();
    values.sort_by(f64::total_cmp);
    // Of 300 values the 7th from either end.
    let tail = resamples * 25 / 1000;
    Some((values[tail], values[resamples - 1 - tail]))
}

/// `SplitMix64` (Steele and others 2014), brought below `limit`, which is not 0.
fn next_below(state: &mut u64, limit: usize) -> usize {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    usize::try_from((mixed ^ (mixed >> 31)) % (limit as u64)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_holds_the_mean_and_narrows_with_more_documents() {
        let mean = |drawn: &[&f64]| drawn.iter().copied().sum::<f64>() / f64::from(u32::try_from(drawn.len()).unwrap());
        let width = |documents: &[f64]| {
            let (low, high) = interval(documents, 300, mean).expect("there are documents");
            assert!(low <= 0.5 && 0.5 <= high, "{low} to {high}");
            high - low
        };
        assert!(width(&[0.0, 1.0].repeat(200)) < width(&[0.0, 1.0].repeat(10)));
        assert_eq!(interval(&[0.0; 0], 300, mean), None);
    }
}
