//! Doubles to 16-bit floats, rounded once.

use half::f16;

/// The 16-bit float nearest to `value`, ties to even.
///
/// `half` goes through a 32-bit float where the processor helps it, and rounding twice may miss by one step. A first
/// rounding to odd keeps what the second needs to know (Boldo and Melquiond, "Emulation of FMA and correctly rounded
/// sums: proved algorithms using rounding to odd", 2008).
pub fn nearest_half(value: f64) -> f16 {
    let near = value as f32;
    let exact = f64::from(near);
    let (bits, odd) = (near.to_bits(), near.to_bits() & 1 == 1);
    if exact == value || odd || !near.is_finite() {
        return f16::from_f32(near);
    }
    // An even neighbour was taken: the odd one lies on the other side of the value.
    f16::from_f32(f32::from_bits(if exact.abs() < value.abs() { bits + 1 } else { bits - 1 }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The nearest by looking at the neighbours, which are exact as doubles.
    fn reference(value: f64) -> f16 {
        let near = f16::from_f32(value as f32);
        let distance = |candidate: f16| (f64::from(candidate) - value).abs();
        let around = [near.to_bits().wrapping_sub(1), near.to_bits(), near.to_bits().wrapping_add(1)];
        let mut found = near;
        for candidate in around.map(f16::from_bits).into_iter().filter(|candidate| candidate.is_finite()) {
            let (closer, even) = (distance(candidate), candidate.to_bits() & 1 == 0);
            if closer < distance(found) || (closer == distance(found) && even) {
                found = candidate;
            }
        }
        found
    }

    proptest! {
        #[test]
        fn rounds_once(bits in 0_u16..0x7bff, nudge in -3_i64..=3, scale in 0_u32..30) {
            let (low, high) = (f16::from_bits(bits), f16::from_bits(bits + 1));
            let middle = f64::midpoint(f64::from(low), f64::from(high));
            for value in [middle + middle * nudge as f64 * f64::EPSILON * f64::from(1 << scale), -middle] {
                if value.abs() < f64::from(f16::MAX) {
                    prop_assert_eq!(nearest_half(value), reference(value), "{}", value);
                }
            }
        }
    }

    #[test]
    fn a_value_beside_a_tie_goes_to_its_side() {
        let tie = 1.0 + 2_f64.powi(-11);
        assert_eq!(nearest_half(tie), f16::ONE);
        assert_eq!(nearest_half(tie + 2_f64.powi(-40)), f16::from_bits(f16::ONE.to_bits() + 1));
        assert_eq!(nearest_half(-1e-300), f16::NEG_ZERO);
        assert_eq!(nearest_half(65_520.0), f16::INFINITY);
    }
}
