#![allow(clippy::float_arithmetic, reason = "the home of floats, which never reach a DQE")]

/// A number of a program: it has its place there.
pub(super) type Atom = u32;

/// A sum of constants times atoms, and a constant: what most of the method is.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Linear {
    pub constant: f64,
    /// Each atom once, in order, with its coefficient.
    pub terms: Vec<(Atom, f64)>,
}

impl Linear {
    pub fn constant(constant: f64) -> Self {
        Self { constant, terms: Vec::new() }
    }

    pub fn atom(atom: Atom) -> Self {
        Self { constant: 0.0, terms: vec![(atom, 1.0)] }
    }

    /// The number that it is whatever its atoms are.
    pub fn as_constant(&self) -> Option<f64> {
        self.terms.is_empty().then_some(self.constant)
    }

    /// Its single atom, where it is one atom times a constant.
    pub fn as_single(&self) -> Option<(Atom, f64)> {
        match self.terms[..] {
            [term] if self.constant == 0.0 => Some(term),
            _ => None,
        }
    }

    /// How many summands it has.
    pub fn len(&self) -> usize {
        self.terms.len() + usize::from(self.constant != 0.0)
    }

    pub fn scaled(mut self, by: f64) -> Self {
        if by == 0.0 {
            return Self::default();
        }
        self.constant *= by;
        self.terms.iter_mut().for_each(|(_, coefficient)| *coefficient *= by);
        self
    }

    /// Itself and `by` times another.
    pub fn plus(mut self, other: &Self, by: f64) -> Self {
        if self.terms.len() < other.terms.len() {
            return other.clone().scaled(by).plus(&self, 1.0);
        }
        self.constant += by * other.constant;
        for (atom, coefficient) in &other.terms {
            match self.terms.binary_search_by_key(atom, |term| term.0) {
                Ok(place) => self.terms[place].1 += by * coefficient,
                Err(place) => self.terms.insert(place, (*atom, by * coefficient)),
            }
        }
        self.terms.retain(|(_, coefficient)| *coefficient != 0.0);
        self
    }

    /// The coefficient that it is divided by to be distinguished from multiples of itself: never 0.
    pub fn scale(&self) -> f64 {
        self.terms.first().map_or(1.0, |(_, coefficient)| *coefficient)
    }
}

#[cfg(test)]
mod tests {
    use super::Linear;

    #[test]
    fn sums_keep_their_atoms_in_order_and_drop_those_that_cancel() {
        let (a, b) = (Linear::atom(1), Linear::atom(2));
        let sum = b.clone().plus(&a, 3.0).plus(&Linear::constant(4.0), 1.0);
        assert_eq!(sum, Linear { constant: 4.0, terms: vec![(1, 3.0), (2, 1.0)] });
        assert_eq!(sum.plus(&a, -3.0).plus(&b, -1.0).as_constant(), Some(4.0));
    }

    #[test]
    fn a_short_sum_takes_a_long_one() {
        let long = Linear { constant: 1.0, terms: vec![(1, 2.0), (3, 5.0)] };
        assert_eq!(Linear::atom(3).plus(&long, -2.0), Linear { constant: -2.0, terms: vec![(1, -4.0), (3, -9.0)] });
    }
}
