//! The one-to-one assignment of highest total weight.

/// Pairs rows with columns so that the sum of their weights is highest (Hungarian method, Kuhn 1955; in the form with potentials,
/// cubic in the longer side). Pairs of weight 0 are left out. `weights` is a row a line, all of one length, none negative.
pub(super) fn assign(weights: &[Vec<f64>]) -> Vec<(usize, usize)> {
    let rows = weights.len();
    let columns = weights.first().map_or(0, Vec::len);
    let size = rows.max(columns);
    let highest = weights.iter().flatten().copied().fold(0.0, f64::max);
    let weight = |row: usize, column: usize| weights.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0.0);
    let cost = |row: usize, column: usize| highest - weight(row, column);
    // Row and column 0 stand for none; `taken_by[column]` is the row that has the column.
    let mut of_row = vec![0.0; size + 1];
    let mut of_column = vec![0.0; size + 1];
    let mut taken_by = vec![0_usize; size + 1];
    for row in 1..=size {
        let mut came_from = vec![0_usize; size + 1];
        let mut slack = vec![f64::INFINITY; size + 1];
        let mut is_used = vec![false; size + 1];
        taken_by[0] = row;
        let mut column = 0;
        while taken_by[column] != 0 {
            is_used[column] = true;
            let (at, mut step, mut next) = (taken_by[column], f64::INFINITY, 0);
            for other in (1..=size).filter(|other| !is_used[*other]) {
                let reduced = cost(at - 1, other - 1) - of_row[at] - of_column[other];
                if reduced < slack[other] {
                    slack[other] = reduced;
                    came_from[other] = column;
                }
                if slack[other] < step {
                    step = slack[other];
                    next = other;
                }
            }
            for other in 0..=size {
                if is_used[other] {
                    of_row[taken_by[other]] += step;
                    of_column[other] -= step;
                } else {
                    slack[other] -= step;
                }
            }
            column = next;
        }
        while column != 0 {
            taken_by[column] = taken_by[came_from[column]];
            column = came_from[column];
        }
    }
    let pairs = (1..=size).map(|column| (taken_by[column] - 1, column - 1));
    pairs.filter(|(row, column)| weight(*row, *column) > 0.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(weights: &[Vec<f64>], expected: &[(usize, usize)]) {
        let mut pairs = assign(weights);
        pairs.sort_unstable();
        assert_eq!(pairs, expected);
    }

    #[test]
    fn the_sum_decides_not_the_best_pair() {
        check(&[vec![3.0, 2.9], vec![2.0, 0.0]], &[(0, 1), (1, 0)]);
        check(&[vec![1.0, 0.0, 2.0]], &[(0, 2)]);
        check(&[vec![0.0], vec![0.5], vec![0.4]], &[(1, 0)]);
        check(&[vec![0.0, 0.0]], &[]);
        check(&[], &[]);
    }
}
