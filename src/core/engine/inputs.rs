use std::ops::Index;

use crate::model::Bid;
use crate::model::figure::Fig;
use crate::unit::{Exact, Number};

/// The value of every figure of a bid: where the formulas take their inputs from.
#[derive(Debug, Clone)]
pub struct Inputs<N>(Vec<N>);

impl<N: Number> Inputs<N> {
    /// The figures' own values.
    #[must_use]
    pub fn of(bid: &Bid) -> Self {
        Self(bid.figures.iter().map(|figure| N::from_decimal(figure.value)).collect())
    }
}

impl<N> Inputs<N> {
    /// Other numbers in their place.
    #[must_use]
    pub fn map<M>(&self, mut each: impl FnMut(Fig, &N) -> M) -> Inputs<M> {
        Inputs(self.0.iter().enumerate().map(|(place, value)| each(Fig::at(place), value)).collect())
    }

    /// Gives a figure another value.
    pub fn set(&mut self, fig: Fig, value: N) {
        self.0[fig.index()] = value;
    }
}

impl Inputs<Exact> {
    /// The figures' own values, exactly.
    #[must_use]
    pub fn exact(bid: &Bid) -> Self {
        Self::of(bid)
    }
}

impl<N> Index<Fig> for Inputs<N> {
    type Output = N;

    fn index(&self, fig: Fig) -> &N {
        &self.0[fig.index()]
    }
}
