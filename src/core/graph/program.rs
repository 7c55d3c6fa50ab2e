#![allow(clippy::float_arithmetic, reason = "the home of floats, which never reach a DQE")]

use super::Float;
use super::linear::{Atom, Linear};
use crate::model::figure::Fig;

/// So many settings of the figures are computed together: a step at a time, over all of them.
pub const LANES: usize = 64;

/// The values of one number in the settings that are computed together.
type Lanes = [f64; LANES];

/// How an atom is made of earlier ones.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Figure(Fig),
    Sum(Linear),
    Product(Atom, Atom),
    Inverse(Atom),
    /// Itself where it is negative, 0 where it is not.
    Negative(Atom),
    Rounded(Atom, u32),
    /// `then` where the gap is negative.
    Choice {
        gap: Atom,
        then: Atom,
        otherwise: Atom,
    },
}

impl Step {
    fn operands(&self, mut each: impl FnMut(Atom)) {
        match self {
            Self::Figure(_) => {}
            Self::Sum(form) => form.terms.iter().for_each(|(atom, _)| each(*atom)),
            Self::Product(a, b) => [*a, *b].into_iter().for_each(each),
            Self::Inverse(a) | Self::Negative(a) | Self::Rounded(a, _) => each(*a),
            Self::Choice { gap, then, otherwise } => [*gap, *then, *otherwise].into_iter().for_each(each),
        }
    }
}

/// What is asked of an atom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Test {
    IsZero,
    IsNegative,
}

impl Test {
    pub fn of(self, value: f64) -> bool {
        match self {
            Self::IsZero => value == 0.0,
            Self::IsNegative => value < 0.0,
        }
    }
}

/// A program is right where an atom answers so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Check {
    pub atom: Atom,
    pub test: Test,
    pub answer: bool,
}

/// A graph made ready for figures that vary often: see [`Graph::specialise`](super::Graph::specialise).
#[derive(Debug, Clone)]
pub struct Program {
    steps: Vec<Step>,
    outputs: Vec<Linear>,
    checks: Vec<Check>,
    /// It is right for no setting at all.
    never: bool,
    /// The figures it reads, each with its atom.
    figures: Vec<(Fig, Atom)>,
}

impl Program {
    /// A program without the steps that nothing needs.
    pub(super) fn new(steps: Vec<Step>, mut outputs: Vec<Linear>, mut checks: Vec<Check>, never: bool) -> Self {
        let mut needed = vec![false; steps.len()];
        let mut need = |atom: Atom| needed[atom as usize] = true;
        outputs.iter().flat_map(|form| &form.terms).for_each(|(atom, _)| need(*atom));
        for check in &checks {
            need(check.atom);
        }
        for (place, step) in steps.iter().enumerate().rev() {
            if needed[place] {
                step.operands(|atom| needed[atom as usize] = true);
            }
        }
        let mut places: Vec<Atom> = Vec::with_capacity(steps.len());
        let mut next = 0;
        for is_needed in &needed {
            places.push(next);
            next += Atom::from(*is_needed);
        }
        let moved = |form: &mut Linear| form.terms.iter_mut().for_each(|(atom, _)| *atom = places[*atom as usize]);
        let move_step = |mut step: Step| {
            match &mut step {
                Step::Figure(_) => {}
                Step::Sum(form) => moved(form),
                Step::Product(a, b) => [a, b].into_iter().for_each(|atom| *atom = places[*atom as usize]),
                Step::Inverse(a) | Step::Negative(a) | Step::Rounded(a, _) => *a = places[*a as usize],
                Step::Choice { gap, then, otherwise } => {
                    for atom in [gap, then, otherwise] {
                        *atom = places[*atom as usize];
                    }
                }
            }
            step
        };
        let kept = steps.into_iter().zip(needed).filter_map(|(step, needed)| needed.then_some(step));
        let steps: Vec<Step> = kept.map(move_step).collect();
        outputs.iter_mut().for_each(moved);
        for check in &mut checks {
            check.atom = places[check.atom as usize];
        }
        let figure = |(atom, step): (Atom, &Step)| if let Step::Figure(fig) = step { Some((*fig, atom)) } else { None };
        let figures = (0..).zip(&steps).filter_map(figure).collect();
        Self { steps, outputs, checks, never, figures }
    }

    /// The figures that its cells follow.
    #[must_use]
    pub fn figures(&self) -> impl ExactSizeIterator<Item = Fig> {
        self.figures.iter().map(|(fig, _)| *fig)
    }

    /// The place of a figure among those that its cells follow.
    #[must_use]
    pub fn input(&self, fig: Fig) -> Option<usize> {
        self.figures.iter().position(|(own, _)| *own == fig)
    }

    /// How many numbers it computes for a setting.
    #[must_use]
    pub fn size(&self) -> usize {
        self.steps.len()
    }

    /// What runs it, for one thread.
    #[must_use]
    pub fn machine(&self) -> Machine<'_> {
        let lanes = |count| vec![[0.0; LANES]; count];
        Machine { program: self, registers: lanes(self.steps.len()), outputs: lanes(self.outputs.len()) }
    }
}

/// Runs a program on [`LANES`] settings at a time.
#[derive(Debug, Clone)]
pub struct Machine<'p> {
    program: &'p Program,
    registers: Vec<Lanes>,
    outputs: Vec<Lanes>,
}

impl Machine<'_> {
    /// Gives the figure at a place of [`Program::figures`] its value in a setting.
    pub fn set(&mut self, figure: usize, lane: usize, value: Float) {
        self.registers[self.program.figures[figure].1 as usize][lane] = value.0;
    }

    /// Computes the cells in every setting, on the widest vectors that the processor has: the same digits on any.
    pub fn run(&mut self) {
        pulp::Arch::new().dispatch(Run(self));
    }

    #[allow(clippy::inline_always, reason = "it is compiled for each kind of processor, inside what chooses one")]
    #[inline(always)]
    fn compute(&mut self) {
        for (place, step) in self.program.steps.iter().enumerate() {
            let (before, after) = self.registers.split_at_mut(place);
            let Some(to) = after.first_mut() else { return };
            // Looked up before the lanes, which are then computed several at a time.
            let of = |atom: Atom| &before[atom as usize];
            match step {
                Step::Figure(_) => {}
                Step::Sum(form) => sum(form, before, to),
                Step::Product(a, b) => {
                    let (a, b) = (of(*a), of(*b));
                    each(to, |lane| a[lane] * b[lane]);
                }
                Step::Inverse(a) => {
                    let a = of(*a);
                    each(to, |lane| a[lane].recip());
                }
                Step::Negative(a) => {
                    let a = of(*a);
                    each(to, |lane| a[lane].min(0.0));
                }
                Step::Rounded(a, places) => {
                    let (a, unit) = (of(*a), 10_f64.powi(i32::try_from(*places).unwrap_or(0)));
                    each(to, |lane| rounded(a[lane] * unit) / unit);
                }
                Step::Choice { gap, then, otherwise } => {
                    let (gap, then, otherwise) = (of(*gap), of(*then), of(*otherwise));
                    each(to, |lane| if gap[lane] < 0.0 { then[lane] } else { otherwise[lane] });
                }
            }
        }
        for (form, to) in self.program.outputs.iter().zip(&mut self.outputs) {
            sum(form, &self.registers, to);
        }
    }

    /// A cell, by its place among those the program was made for, in a setting.
    #[must_use]
    pub fn output(&self, cell: usize, lane: usize) -> Float {
        Float(self.outputs[cell][lane])
    }

    /// By setting: would the engine take the same branches, and its cells be defined?
    #[must_use]
    pub fn holds(&self) -> [bool; LANES] {
        let mut holds = [!self.program.never; LANES];
        for check in &self.program.checks {
            let values = &self.registers[check.atom as usize];
            match check.test {
                Test::IsZero => keep(&mut holds, values, |value| (value == 0.0) == check.answer),
                Test::IsNegative => keep(&mut holds, values, |value| (value < 0.0) == check.answer),
            }
        }
        self.outputs.iter().for_each(|output| keep(&mut holds, output, f64::is_finite));
        holds
    }
}

/// A run of a machine.
struct Run<'m, 'p>(&'m mut Machine<'p>);

impl pulp::NullaryFnOnce for Run<'_, '_> {
    type Output = ();

    #[allow(clippy::inline_always, reason = "part of a run")]
    #[inline(always)]
    fn call(self) {
        self.0.compute();
    }
}

#[allow(clippy::inline_always, reason = "part of a run")]
#[inline(always)]
fn each(to: &mut Lanes, value: impl Fn(usize) -> f64) {
    for (lane, to) in to.iter_mut().enumerate() {
        *to = value(lane);
    }
}

fn keep(holds: &mut [bool; LANES], values: &Lanes, of: impl Fn(f64) -> bool) {
    holds.iter_mut().zip(values).for_each(|(holds, value)| *holds &= of(*value));
}

/// Terms that are added together, so that the sum is loaded and stored once for all of them.
const TERMS: usize = 4;

#[allow(clippy::inline_always, reason = "part of a run")]
#[inline(always)]
fn sum(form: &Linear, registers: &[Lanes], to: &mut Lanes) {
    to.fill(form.constant);
    let (together, left) = form.terms.as_chunks::<TERMS>();
    for &[(a, times_a), (b, times_b), (c, times_c), (d, times_d)] in together {
        let (a, b) = (&registers[a as usize], &registers[b as usize]);
        let (c, d) = (&registers[c as usize], &registers[d as usize]);
        for (lane, to) in to.iter_mut().enumerate() {
            *to += (times_a * a[lane] + times_b * b[lane]) + (times_c * c[lane] + times_d * d[lane]);
        }
    }
    for (atom, coefficient) in left {
        let of = &registers[*atom as usize];
        for (to, of) in to.iter_mut().zip(of) {
            *to += coefficient * of;
        }
    }
}

/// Half away from zero. A float that should be a half may lie just under it.
#[allow(clippy::inline_always, reason = "part of a run")]
#[inline(always)]
fn rounded(value: f64) -> f64 {
    let tie = 1e-6 + 1e-13 * value.abs();
    (value.abs() + tie + 0.5).floor().copysign(value)
}
