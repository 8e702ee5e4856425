//! Gauss–Legendre quadrature on [0,1], with which the Shapley weights of a path become an integral that is computed exactly.

/// A point and its weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Between 0 and 1, neither of them.
    pub at: f64,
    /// All weights are positive and sum to one.
    pub weight: f64,
}

/// The `count` points that integrate every polynomial of degree `2 * count - 1` over [0,1] exactly.
///
/// The points are the roots of the Legendre polynomial, found by Newton's method from Tricomi's estimate; see Press et al.,
/// Numerical Recipes, section 4.6.
pub fn points(count: usize) -> Vec<Point> {
    let n = count as f64;
    let root = |index: usize| {
        let mut x = (std::f64::consts::PI * (index as f64 + 0.75) / (n + 0.5)).cos();
        let mut slope = 1.0;
        // Newton's method doubles the correct digits, of which the estimate has three or more.
        for _ in 0..8 {
            let (value, derivative) = legendre(count, x);
            slope = derivative;
            x -= value / derivative;
        }
        Point { at: (1.0 - x) / 2.0, weight: 1.0 / ((1.0 - x * x) * slope * slope) }
    };
    (0..count).map(root).collect()
}

/// The Legendre polynomial of this degree at `x`, and its derivative there.
fn legendre(degree: usize, x: f64) -> (f64, f64) {
    let (mut before, mut here) = (0.0, 1.0);
    for step in 0..degree {
        let k = step as f64;
        (before, here) = (here, ((2.0 * k + 1.0) * x * here - k * before) / (k + 1.0));
    }
    (here, degree as f64 * (x * here - before) / (x * x - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_up_to_twice_the_points_are_integrated_exactly() {
        for count in 1..=24 {
            for power in 0..2 * count {
                let sum: f64 = points(count).iter().map(|p| p.weight * p.at.powi(power as i32)).sum();
                let exact = 1.0 / (power as f64 + 1.0);
                assert!((sum - exact).abs() < 1e-14, "{count} points, power {power}: {sum}, not {exact}");
            }
        }
    }
}
