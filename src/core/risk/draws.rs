use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use rust_decimal::Decimal;

use typed_index_collections::{TiSlice, TiVec};

use super::Sample;
use crate::diag::Errors;
use crate::engine::{Dqe, Estimate, Inputs, Named, cell, estimate_with, formula, revision_coefficients};
use crate::graph::{Cell, Float, Graph, LANES, Machine, Program, Recorder, record};
use crate::model::Bid;
use crate::model::bid::{LotId, Nature};
use crate::model::figure::Fig;
use crate::unit::{Exact, Number as _};

/// What the bid comes to on a draw, of one lot: euros over the contract.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cells<N> {
    /// Full cost.
    pub cost: N,
    /// Full cost without provision.
    pub bare: N,
    /// The unrounded price that the margins of the policy make of it.
    pub price: N,
    /// Revenue at the unit prices of the bid.
    pub revenue: N,
    /// The same after the revision of prices.
    pub revised: N,
}

/// How many numbers they are.
const CELLS: usize = 5;

impl<N> Cells<N> {
    fn array(self) -> [N; CELLS] {
        [self.cost, self.bare, self.price, self.revenue, self.revised]
    }

    fn from_array([cost, bare, price, revenue, revised]: [N; CELLS]) -> Self {
        Self { cost, bare, price, revenue, revised }
    }
}

impl<N: Named> Cells<N> {
    /// Of a lot of an estimate, at the unit prices of a bid.
    fn of(bid: &Bid, inputs: &Inputs<N>, estimate: &Estimate<N>, held: &Dqe<Exact>, lot: LotId) -> Self {
        let bare = |nature: Nature| {
            let parts = &estimate.cost.direct[cell(lot, nature)];
            parts.direct() + parts.overheads(bid, inputs)
        };
        let coefficients = revision_coefficients(bid, inputs);
        let mut revenue = N::ZERO;
        let mut revised = N::ZERO;
        for (line, held) in estimate.dqe.lines[lot].iter().zip(&held.lines[lot]) {
            let price = N::from_decimal(held.unit_price.shown());
            for (quantity, coefficient) in line.quantities.iter().zip(&coefficients) {
                let amount = formula::amount(price, *quantity);
                revenue += amount;
                revised += amount * *coefficient;
            }
        }
        Self {
            cost: estimate.dqe.lots[lot].full,
            bare: Nature::ALL.into_iter().map(bare).sum(),
            price: estimate.dqe.unrounded(Some(lot)),
            revenue,
            revised,
        }
    }
}

impl Cells<f64> {
    /// The lots, from what a program shows of all.
    pub(super) fn of_lots(shown: &[Float]) -> TiVec<LotId, Self> {
        let (lots, _) = shown.as_chunks::<CELLS>();
        lots.iter().map(|cells| Self::from_array(cells.map(|cell| cell.0))).collect()
    }

    /// Of a lot of an exact estimate, at the unit prices of a bid.
    pub(super) fn exact(
        bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, held: &Dqe<Exact>, lot: LotId,
    ) -> Self {
        floats(Cells::of(bid, inputs, estimate, held, lot))
    }
}

/// What a bid comes to on every draw.
#[derive(Debug, Clone)]
pub struct Draws {
    lots: usize,
    /// By draw, then by lot.
    cells: Vec<Cells<f64>>,
    /// The same at the modes of all ranges.
    pub modes: TiVec<LotId, Cells<f64>>,
}

/// A draw on which the bid has no price.
#[derive(Debug)]
pub struct Refusal {
    /// Which draw, from 0.
    pub draw: u32,
    /// The values that its figures take.
    pub values: Vec<(Fig, Decimal)>,
    /// Why it has none.
    pub errors: Errors,
}

impl Draws {
    /// How many draws there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells.len() / self.lots.max(1)
    }

    /// Are there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The names of the fields of [`records`](Self::records): the path of each figure drawn, then of each lot its cost, the
    /// price recomputed, revenue at the prices of the bid, the same after revision, and margin before revision.
    #[must_use]
    pub fn names(bid: &Bid, sample: &Sample) -> Vec<String> {
        let figures = sample.axes.iter().flat_map(|axis| &axis.figures).map(|(fig, _)| bid.figure(*fig).path.clone());
        let of_lot = |id: &str| ["cost", "price", "revenue", "revised", "margin"].map(|what| format!("{id}.{what}"));
        figures.chain(bid.lots.iter().flat_map(|lot| of_lot(&lot.id))).collect()
    }

    /// Each draw: its figures and what it comes to, in digits that give the same numbers again.
    pub fn records(&self, sample: &Sample) -> impl Iterator<Item = Vec<String>> {
        (0..sample.draws()).zip(0..self.len()).map(move |(draw, place)| {
            let figures = sample.values(draw).map(|(_, value)| value);
            let of_lot = |lot: &Cells<f64>| [lot.cost, lot.price, lot.revenue, lot.revised, lot.revenue - lot.cost];
            figures.chain(self.at(place).iter().flat_map(of_lot)).map(|value| value.to_string()).collect()
        })
    }

    /// The lots in a draw.
    #[must_use]
    pub fn at(&self, draw: usize) -> &TiSlice<LotId, Cells<f64>> {
        TiSlice::from_ref(&self.cells[draw * self.lots..(draw + 1) * self.lots])
    }
}

/// Who waits for draws to be computed.
pub trait Watch: Sync {
    /// So many more are computed.
    fn advance(&self, draws: u64);

    /// Is the rest of them still wanted? It is asked after each part of them.
    fn goes_on(&self, _: &SoFar<'_>) -> bool {
        true
    }
}

impl<F: Fn(u64) + Sync> Watch for F {
    fn advance(&self, draws: u64) {
        self(draws);
    }
}

/// The draws that are computed while others are not yet.
pub struct SoFar<'a> {
    pub(super) lots: usize,
    /// By draw, then by lot; no numbers where a draw is not computed yet.
    pub(super) cells: &'a [Cells<f64>],
}

impl SoFar<'_> {
    /// How many they are, those that are still to be computed otherwise with them.
    #[must_use]
    pub fn draws(&self) -> usize {
        self.cells.len() / self.lots.max(1)
    }
}

/// Structures of the bid that programs are made for; the engine computes the draws of yet others.
const PROGRAMS: usize = 8;

/// Draws whose values are looked up together: an axis at a time, so that its table stays at hand.
const CHUNK: usize = 32 * LANES;

/// Draws that are computed before their values are put in their places.
const BATCH: usize = 16 * CHUNK;

/// Computes a bid, as priced, on every draw of a sample, or on the first of them once the rest is not wanted.
///
/// # Errors
/// The method refuses a draw: the first of them.
pub fn draws(
    bid: &Bid, inputs: &Inputs<Exact>, priced: &Estimate<Exact>, sample: &Sample, watch: &impl Watch,
) -> Result<Draws, Refusal> {
    let lots = bid.lots.len();
    let run = Run::new(bid, inputs, priced, sample);
    let mut cells = vec![Cells::from_array([f64::NAN; CELLS]); lots * sample.draws() as usize];
    let mut left: Vec<u32> = (0..sample.draws()).collect();
    let mut wanted = left.len();
    for turn in 0..PROGRAMS {
        let Some(first) = left.first() else { break };
        // Most draws have the structure of the modes.
        let Ok(recorded) = (if turn == 0 { run.record(inputs) } else { run.record(&run.inputs(*first)) }) else {
            break;
        };
        let program = recorded.program(&run);
        let inputs = run.places(&program);
        let mut others = Vec::new();
        for batch in left.chunks(BATCH) {
            let chunks: Vec<&[u32]> = batch.chunks(CHUNK).collect();
            let computed = chunks.into_par_iter().map_init(
                || program.machine(),
                |machine, chunk| {
                    let computed = run.chunk(machine, &inputs, chunk);
                    watch.advance(chunk.len() as u64);
                    computed
                },
            );
            let computed: Vec<(Vec<Cells<f64>>, Vec<bool>)> = computed.collect();
            for (chunk, (values, holds)) in batch.chunks(CHUNK).zip(computed) {
                for ((draw, values), holds) in chunk.iter().zip(values.chunks(lots.max(1))).zip(holds) {
                    if holds {
                        let at = *draw as usize * lots;
                        cells[at..at + lots].copy_from_slice(values);
                    } else {
                        others.push(*draw);
                    }
                }
            }
            // The first program computes the draws in their order: those after this one are left out.
            if let Some(last) = batch.last().filter(|_| turn == 0) {
                let done = *last as usize + 1;
                if !watch.goes_on(&SoFar { lots, cells: &cells[..done * lots] }) {
                    wanted = done;
                    break;
                }
            }
        }
        left = others;
    }
    for draw in left {
        let at = draw as usize * lots;
        let values = run.exact(draw)?;
        cells[at..at + lots].copy_from_slice(&values);
    }
    cells.truncate(wanted * lots);
    let modes = bid.lots.keys().map(|lot| Cells::exact(bid, inputs, priced, &priced.dqe, lot)).collect();
    Ok(Draws { lots, cells, modes })
}

/// All lots together.
pub(super) fn total(lots: &TiSlice<LotId, Cells<f64>>) -> Cells<f64> {
    let sum = |of: fn(&Cells<f64>) -> f64| lots.iter().map(of).sum();
    Cells {
        cost: sum(|lot| lot.cost),
        bare: sum(|lot| lot.bare),
        price: sum(|lot| lot.price),
        revenue: sum(|lot| lot.revenue),
        revised: sum(|lot| lot.revised),
    }
}

fn floats(cells: Cells<Exact>) -> Cells<f64> {
    Cells::from_array(cells.array().map(|value| Float::from_decimal(value.shown()).0))
}

/// A bid that is computed on the draws of a sample.
pub(super) struct Run<'a> {
    bid: &'a Bid,
    inputs: &'a Inputs<Exact>,
    /// The DQE whose unit prices are held.
    held: &'a Dqe<Exact>,
    sample: &'a Sample,
}

/// The bid as recorded.
struct Recorded {
    graph: Graph,
    cells: Vec<Cell>,
    inputs: Inputs<Exact>,
}

/// Where the figures of an axis are among those that a program reads; nothing where it reads them not.
type Places = Vec<Vec<Option<usize>>>;

impl<'a> Run<'a> {
    pub fn new(bid: &'a Bid, inputs: &'a Inputs<Exact>, priced: &'a Estimate<Exact>, sample: &'a Sample) -> Self {
        Self { bid, inputs, held: &priced.dqe, sample }
    }

    /// A program that is right at the modes; nothing where the bid has no price there.
    pub fn program(&self) -> Option<Program> {
        Some(self.record(self.inputs).ok()?.program(self))
    }

    fn varies(&self) -> Vec<bool> {
        let mut varies = vec![false; self.bid.figures.len()];
        for (fig, _) in self.sample.axes.iter().flat_map(|axis| &axis.figures) {
            varies[fig.index()] = true;
        }
        varies
    }

    fn record(&self, inputs: &Inputs<Exact>) -> Result<Recorded, Errors> {
        let recorder = Recorder::new();
        let varies = self.varies();
        let recording = record(&recorder, self.bid, inputs, |fig| varies[fig.index()])?;
        let of_lot = |lot: LotId| Cells::of(self.bid, &recording.inputs, &recording.estimate, self.held, lot).array();
        let cells = self.bid.lots.keys().flat_map(of_lot).map(Cell::from).collect();
        let graph = recorder.finish();
        Ok(Recorded { graph, cells, inputs: inputs.clone() })
    }

    /// The figures as a draw has them.
    fn inputs(&self, draw: u32) -> Inputs<Exact> {
        let mut inputs = self.inputs.clone();
        for (fig, value) in self.values(draw) {
            inputs.set(fig, value.into());
        }
        inputs
    }

    fn values(&self, draw: u32) -> Vec<(Fig, Decimal)> {
        self.sample.values(draw).map(|(fig, value)| (fig, Float(value).decimal().unwrap_or_default())).collect()
    }

    fn places(&self, program: &Program) -> Places {
        let axis = |axis: &super::Axis| axis.figures.iter().map(|(fig, _)| program.input(*fig)).collect();
        self.sample.axes.iter().map(axis).collect()
    }

    /// The lots in each of some draws, and whether the program is right for it.
    fn chunk(&self, machine: &mut Machine<'_>, places: &Places, draws: &[u32]) -> (Vec<Cells<f64>>, Vec<bool>) {
        let lots = self.bid.lots.len();
        let mut cells = Vec::with_capacity(draws.len() * lots);
        let mut holds = Vec::with_capacity(draws.len());
        let drawn = self.drawn(places, draws);
        for (block, first) in draws.chunks(LANES).zip((0..).step_by(LANES)) {
            for (place, values) in &drawn {
                // What is left of the last block is not read.
                machine.set_all(*place, &values[first..first + block.len()]);
            }
            machine.run();
            for lane in 0..block.len() {
                let of_lot =
                    |lot| Cells::from_array(std::array::from_fn(|cell| machine.output(lot * CELLS + cell, lane).0));
                cells.extend((0..lots).map(of_lot));
            }
            holds.extend_from_slice(&machine.holds()[..block.len()]);
        }
        (cells, holds)
    }

    /// What a program reads, by its place: its values in each of some draws.
    fn drawn(&self, places: &Places, draws: &[u32]) -> Vec<(usize, Vec<f64>)> {
        let mut drawn = Vec::new();
        for (at, (axis, places)) in self.sample.axes.iter().zip(places).enumerate() {
            if places.iter().all(Option::is_none) {
                continue;
            }
            let shares = self.sample.shares(at, draws);
            for ((_, quantile), place) in axis.figures.iter().zip(places) {
                let values = || shares.iter().map(|share| quantile.at(*share)).collect();
                drawn.extend(place.map(|place| (place, values())));
            }
        }
        drawn
    }

    /// The lots in a draw, by the engine.
    fn exact(&self, draw: u32) -> Result<Vec<Cells<f64>>, Refusal> {
        let inputs = self.inputs(draw);
        let estimate =
            estimate_with(self.bid, &inputs).map_err(|errors| Refusal { draw, values: self.values(draw), errors })?;
        let of_lot = |lot: LotId| Cells::exact(self.bid, &inputs, &estimate, self.held, lot);
        Ok(self.bid.lots.keys().map(of_lot).collect())
    }
}

impl Recorded {
    fn program(&self, run: &Run<'_>) -> Program {
        let varies = run.varies();
        self.graph.specialise(&self.graph.exact(&self.inputs), |fig| varies[fig.index()], &self.cells)
    }
}
