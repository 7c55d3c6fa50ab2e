#![allow(clippy::float_arithmetic, reason = "the home of floats, which never reach a DQE")]

use itertools::Itertools as _;

use pulp::{Simd, WithSimd};

use super::Float;
use super::linear::{Atom, Linear};
use super::registers::Registers;
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
    /// The atoms it is made of; the same one may come twice.
    pub fn operands(&self) -> Vec<Atom> {
        match self {
            Self::Figure(_) => Vec::new(),
            Self::Sum(form) => form.terms.iter().map(|(atom, _)| *atom).collect(),
            Self::Product(a, b) => vec![*a, *b],
            Self::Inverse(a) | Self::Negative(a) | Self::Rounded(a, _) => vec![*a],
            Self::Choice { gap, then, otherwise } => vec![*gap, *then, *otherwise],
        }
    }

    /// The same with other atoms.
    fn with(mut self, of: impl Fn(Atom) -> Atom) -> Self {
        match &mut self {
            Self::Figure(_) => {}
            Self::Sum(form) => form.terms.iter_mut().for_each(|(atom, _)| *atom = of(*atom)),
            Self::Product(a, b) => [a, b].into_iter().for_each(|atom| *atom = of(*atom)),
            Self::Inverse(a) | Self::Negative(a) | Self::Rounded(a, _) => *a = of(*a),
            Self::Choice { gap, then, otherwise } => {
                for atom in [gap, then, otherwise] {
                    *atom = of(*atom);
                }
            }
        }
        self
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

/// A step, where its value goes, and what its value must answer.
#[derive(Debug, Clone)]
struct Placed {
    step: Step,
    to: Atom,
    checks: Vec<(Test, bool)>,
}

/// A graph made ready for figures that vary often: see [`Graph::specialise`](super::Graph::specialise). Its atoms are registers
/// by now: values take the place of those that nothing needs any more, so that they stay near the processor.
#[derive(Debug, Clone)]
pub struct Program {
    steps: Vec<Placed>,
    outputs: Vec<Linear>,
    /// It is right for no setting at all.
    never: bool,
    /// The figures it reads, each with its register.
    figures: Vec<(Fig, Atom)>,
    registers: usize,
}

impl Program {
    /// A program without the steps that nothing needs.
    pub(super) fn new(steps: Vec<Step>, mut outputs: Vec<Linear>, checks: &[Check], never: bool) -> Self {
        let checks = checks.iter().map(|check| (check.atom, (check.test, check.answer))).into_group_map();
        let shown = outputs.iter().flat_map(|form| &form.terms).map(|(atom, _)| *atom);
        let operands = steps.iter().map(Step::operands).collect_vec();
        let mut registers = Registers::new(&operands, shown, checks.keys().copied());
        let mut placed = Vec::new();
        let mut figures = Vec::new();
        for ((atom, step), operands) in (0..).zip(steps).zip(&operands) {
            if !registers.is_needed(atom) {
                continue;
            }
            let step = step.with(|operand| registers.of(operand));
            let to = match step {
                Step::Figure(_) => registers.keep(atom),
                _ => registers.place(atom, operands),
            };
            if let Step::Figure(fig) = step {
                figures.push((fig, to));
            }
            placed.push(Placed { step, to, checks: checks.get(&atom).cloned().unwrap_or_default() });
        }
        let terms = outputs.iter_mut().flat_map(|form| &mut form.terms);
        terms.for_each(|(atom, _)| *atom = registers.of(*atom));
        Self { steps: placed, outputs, never, figures, registers: registers.count() + 1 }
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

    /// The cells in one setting of the figures; nothing where the engine would take other branches.
    #[must_use]
    pub fn at(&self, figure: impl Fn(Fig) -> Float) -> Option<Vec<Float>> {
        let mut machine = self.machine();
        for (place, (fig, _)) in self.figures.iter().enumerate() {
            machine.set_all(place, &[figure(*fig).0; LANES]);
        }
        machine.run();
        machine.holds()[0].then(|| (0..self.outputs.len()).map(|cell| machine.output(cell, 0)).collect())
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
        let holds = [false; LANES];
        Machine { program: self, registers: lanes(self.registers), outputs: lanes(self.outputs.len()), holds }
    }
}

/// Runs a program on [`LANES`] settings at a time.
#[derive(Debug, Clone)]
pub struct Machine<'p> {
    program: &'p Program,
    registers: Vec<Lanes>,
    outputs: Vec<Lanes>,
    /// By setting: would the engine take the same branches, and its cells be defined?
    holds: [bool; LANES],
}

impl Machine<'_> {
    /// Gives the figure at a place of [`Program::figures`] its value in a setting.
    pub fn set(&mut self, figure: usize, lane: usize, value: Float) {
        self.registers[self.program.figures[figure].1 as usize][lane] = value.0;
    }

    /// Gives the figure at a place of [`Program::figures`] its value in each of the first settings.
    pub fn set_all(&mut self, figure: usize, values: &[f64]) {
        let register = &mut self.registers[self.program.figures[figure].1 as usize];
        register.iter_mut().zip(values).for_each(|(to, value)| *to = *value);
    }

    /// Computes the cells in every setting, on the widest vectors that the processor has: the same digits on any.
    pub fn run(&mut self) {
        pulp::Arch::new().dispatch(Run(self));
    }

    #[allow(clippy::inline_always, reason = "it is compiled for each kind of processor, inside what chooses one")]
    #[inline(always)]
    fn compute<S: Simd>(&mut self, simd: S) {
        let mut fails = [0_u64; LANES];
        let registers = &mut self.registers[..];
        for Placed { step, to, checks } in &self.program.steps {
            let to = *to as usize;
            match step {
                Step::Figure(_) => {}
                Step::Sum(form) => sum(simd, form, registers, to),
                Step::Product(a, b) => of_two::<S>(registers, [*a, *b], to, |a, b| simd.mul_f64s(a, b)),
                Step::Inverse(a) => of_one::<S>(registers, *a, to, |a| simd.div_f64s(simd.splat_f64s(1.0), a)),
                Step::Negative(a) => of_one::<S>(registers, *a, to, |a| simd.min_f64s(a, simd.splat_f64s(0.0))),
                Step::Rounded(a, places) => {
                    let (a, unit) = (registers[*a as usize], 10_f64.powi(i32::try_from(*places).unwrap_or(0)));
                    registers[to].iter_mut().zip(a).for_each(|(to, a)| *to = rounded(a * unit) / unit);
                }
                Step::Choice { gap, then, otherwise } => {
                    of_three::<S>(registers, [*gap, *then, *otherwise], to, |gap, then, otherwise| {
                        simd.select_f64s(simd.less_than_f64s(gap, simd.splat_f64s(0.0)), then, otherwise)
                    });
                }
            }
            for (test, answer) in checks {
                let value = &registers[to];
                match test {
                    Test::IsZero => fail(&mut fails, value, |value| (value == 0.0) != *answer),
                    Test::IsNegative => fail(&mut fails, value, |value| (value < 0.0) != *answer),
                }
            }
        }
        for (form, to) in self.program.outputs.iter().zip(&mut self.outputs) {
            // The last register is that of sums that are shown.
            let last = registers.len() - 1;
            sum(simd, form, registers, last);
            *to = registers[last];
            fail(&mut fails, to, |value| !value.is_finite());
        }
        self.holds = fails.map(|fails| fails == 0 && !self.program.never);
    }

    /// A cell, by its place among those the program was made for, in a setting.
    #[must_use]
    pub fn output(&self, cell: usize, lane: usize) -> Float {
        Float(self.outputs[cell][lane])
    }

    /// By setting: would the engine take the same branches, and its cells be defined?
    #[must_use]
    pub fn holds(&self) -> &[bool; LANES] {
        &self.holds
    }
}

/// A run of a machine.
struct Run<'m, 'p>(&'m mut Machine<'p>);

impl WithSimd for Run<'_, '_> {
    type Output = ();

    #[allow(clippy::inline_always, reason = "part of a run")]
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        self.0.compute(simd);
    }
}

/// Vectors that are computed together, so that none waits for the one before.
const TOGETHER: usize = 4;

/// How many parts the lanes have, of as many vectors.
fn parts<S: Simd>() -> usize {
    const { assert!(LANES.is_multiple_of(TOGETHER * S::F64_LANES), "a whole number of parts") };
    LANES / (TOGETHER * S::F64_LANES)
}

#[allow(clippy::inline_always, reason = "part of a run")]
#[inline(always)]
fn load<S: Simd>(lanes: &Lanes, part: usize) -> [S::f64s; TOGETHER] {
    let (vectors, _) = S::as_simd_f64s(lanes);
    let from = part * TOGETHER;
    [vectors[from], vectors[from + 1], vectors[from + 2], vectors[from + 3]]
}

#[allow(clippy::inline_always, reason = "part of a run")]
#[inline(always)]
fn store<S: Simd>(lanes: &mut Lanes, part: usize, values: [S::f64s; TOGETHER]) {
    let (vectors, _) = S::as_mut_simd_f64s(lanes);
    let from = part * TOGETHER;
    [vectors[from], vectors[from + 1], vectors[from + 2], vectors[from + 3]] = values;
}

/// Computes a register from another, or from itself.
#[allow(clippy::inline_always, reason = "part of a run")]
#[inline(always)]
fn of_one<S: Simd>(registers: &mut [Lanes], of: Atom, to: usize, value: impl Fn(S::f64s) -> S::f64s) {
    for part in 0..parts::<S>() {
        let [a, b, c, d] = load::<S>(&registers[of as usize], part);
        store::<S>(&mut registers[to], part, [value(a), value(b), value(c), value(d)]);
    }
}

/// The same from two.
#[allow(clippy::inline_always, reason = "part of a run")]
#[inline(always)]
fn of_two<S: Simd>(registers: &mut [Lanes], of: [Atom; 2], to: usize, value: impl Fn(S::f64s, S::f64s) -> S::f64s) {
    for part in 0..parts::<S>() {
        let [a, b, c, d] = load::<S>(&registers[of[0] as usize], part);
        let [e, f, g, h] = load::<S>(&registers[of[1] as usize], part);
        store::<S>(&mut registers[to], part, [value(a, e), value(b, f), value(c, g), value(d, h)]);
    }
}

/// The same from three.
#[allow(clippy::inline_always, reason = "part of a run")]
#[inline(always)]
fn of_three<S: Simd>(
    registers: &mut [Lanes], of: [Atom; 3], to: usize, value: impl Fn(S::f64s, S::f64s, S::f64s) -> S::f64s,
) {
    for part in 0..parts::<S>() {
        let [a, b, c, d] = load::<S>(&registers[of[0] as usize], part);
        let [e, f, g, h] = load::<S>(&registers[of[1] as usize], part);
        let [i, j, k, l] = load::<S>(&registers[of[2] as usize], part);
        let values = [value(a, e, i), value(b, f, j), value(c, g, k), value(d, h, l)];
        store::<S>(&mut registers[to], part, values);
    }
}

#[allow(clippy::inline_always, reason = "part of a run")]
#[inline(always)]
fn fail(fails: &mut [u64; LANES], values: &Lanes, of: impl Fn(f64) -> bool) {
    for (fails, value) in fails.iter_mut().zip(values) {
        *fails |= u64::from(of(*value));
    }
}

#[allow(clippy::inline_always, reason = "part of a run")]
#[inline(always)]
fn sum<S: Simd>(simd: S, form: &Linear, registers: &mut [Lanes], to: usize) {
    for part in 0..parts::<S>() {
        let [mut a, mut b, mut c, mut d] = [simd.splat_f64s(form.constant); TOGETHER];
        for (atom, coefficient) in &form.terms {
            let (of, times) = (load::<S>(&registers[*atom as usize], part), simd.splat_f64s(*coefficient));
            a = simd.add_f64s(a, simd.mul_f64s(of[0], times));
            b = simd.add_f64s(b, simd.mul_f64s(of[1], times));
            c = simd.add_f64s(c, simd.mul_f64s(of[2], times));
            d = simd.add_f64s(d, simd.mul_f64s(of[3], times));
        }
        store::<S>(&mut registers[to], part, [a, b, c, d]);
    }
}

/// Half away from zero. A float that should be a half may lie just under it.
#[allow(clippy::inline_always, reason = "part of a run")]
#[inline(always)]
fn rounded(value: f64) -> f64 {
    let tie = 1e-6 + 1e-13 * value.abs();
    (value.abs() + tie + 0.5).floor().copysign(value)
}
