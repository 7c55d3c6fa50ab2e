//! Draws of the shipped bid against a vectorised numpy program of the same formulas (`tests/oracle/draws.py`), in one run: the ratio is
//! what counts.
//!
//! `cargo bench -p chiffrage-benches --bench risk` prints, turn by turn so that whatever else the machine does slows both alike, what
//! 100,000 draws take from the sample to the quantiles of every lot, what numpy takes to price as many, and the ratio of the two; then
//! what ten times as many draws take, which should be ten times as long.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use chiffrage::engine::{Estimate, Inputs, estimate_with};
use chiffrage::model::{Bid, bid, load};
use chiffrage::risk::{Draws, Sample, draws, summary};
use chiffrage::unit::Exact;

const SEED: u64 = 1;
const DRAWS: u32 = 100_000;
/// So many are priced by numpy; it takes as long for each of more.
const BY_NUMPY: u32 = 20_000;

struct Shipped {
    bid: Bid,
    inputs: Inputs<Exact>,
    estimate: Estimate<Exact>,
}

impl Shipped {
    fn drawn(&self, count: u32) -> (Sample, Draws) {
        let sample = Sample::of(&self.bid, count, SEED);
        let drawn = draws(&self.bid, &self.inputs, &self.estimate, &sample, &|_| {}).expect("every draw has a price");
        (sample, drawn)
    }

    /// From the sample to the quantiles of every lot and of all, in seconds.
    fn risk(&self, count: u32) -> f64 {
        let began = Instant::now();
        let (_, drawn) = self.drawn(count);
        for lot in std::iter::once(None).chain(self.bid.lots.keys().map(Some)) {
            std::hint::black_box(summary(&drawn, lot, 80));
        }
        began.elapsed().as_secs_f64()
    }
}

fn main() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let (bid, _) = bid(&load(&root.join("models"), &root.join("templates"))).expect("the shipped bid is valid");
    let inputs = Inputs::exact(&bid);
    let estimate = estimate_with(&bid, &inputs).expect("it has a price");
    let shipped = Shipped { bid, inputs, estimate };
    let folder = tempfile::tempdir().expect("there is a folder for files that do not last");
    let file = folder.path().join("draws.csv");
    let (sample, drawn) = shipped.drawn(BY_NUMPY);
    let mut writer = csv::Writer::from_path(&file).expect("the file can be made");
    writer.write_record(Draws::names(&shipped.bid, &sample)).expect("it can be written");
    drawn.records(&sample).for_each(|record| writer.write_record(record).expect("it can be written"));
    writer.flush().expect("it can be written");
    for _ in 0..3 {
        let ours = shipped.risk(DRAWS);
        println!("{DRAWS} draws: {ours:.3} s");
        match by_numpy(root, &file) {
            Some(seconds) => {
                let theirs = seconds * f64::from(DRAWS) / f64::from(BY_NUMPY);
                println!("numpy: {theirs:.1} s, {:.0} times as long", theirs / ours);
            }
            None => println!("numpy: NOT MEASURED, no Python has it"),
        }
    }
    let (once, tenfold) = (shipped.risk(DRAWS), shipped.risk(10 * DRAWS));
    println!("{} draws: {tenfold:.2} s, {:.1} times as long", 10 * DRAWS, tenfold / once);
}

/// The seconds that numpy takes to price the draws of a file.
fn by_numpy(root: &Path, file: &Path) -> Option<f64> {
    let run = |python: &str| Command::new(python).arg(root.join("tests/oracle/draws.py")).arg(file).output().ok();
    let output =
        ["python3", "python", "/usr/bin/python3"].iter().find_map(|p| run(p).filter(|o| o.status.success()))?;
    serde_json::from_slice::<serde_json::Value>(&output.stdout).ok()?["seconds"].to_string().parse().ok()
}
