use super::args::{Args, Solve, Sweep};
use super::bid::{scenario, text};
use super::console::{Console, Failed};
use super::files;
use super::progress::Progress;
use crate::app::{self, Argument, SolveRequest, SweepRequest};
use crate::report::Format;

/// `sweep`
pub fn run(args: &Args, verb: &Sweep, console: &Console) -> Result<(), Failed> {
    let mut text = text(args)?;
    files::ready(verb.report.output.as_ref(), verb.report.force, &text.paths)?;
    let request = SweepRequest {
        axes: verb.vary.iter().map(|text| Argument { name: "--vary", text }).collect(),
        keep: &verb.keep,
        scenario: scenario(args),
        lot: verb.table.lot.as_deref(),
    };
    let progress = Progress::new(console.lang);
    let grid = app::sweep(&mut text, &request, console.lang, |points| progress.ticks(points));
    progress.done();
    let grid = grid?;
    if files::written((|| Ok(grid.page()), || Ok(grid.book())), &verb.report, &text.paths, console)? {
        return Ok(());
    }
    let sheet = match verb.table.shape.format {
        Format::Table | Format::Markdown => grid.table(verb.show.map(Into::into)),
        // Data have every figure of every point.
        Format::Json | Format::Csv | Format::ExcelCsv => grid.list(),
    };
    console.draw(&sheet, verb.table.shape.format);
    Ok(())
}

/// `solve`
pub fn solve(args: &Args, verb: &Solve, console: &Console) -> Result<(), Failed> {
    let request = SolveRequest {
        goal: Argument { name: "--for", text: &verb.goal },
        by: Argument { name: "--by", text: &verb.by },
        between: verb.between.as_deref().map(|text| Argument { name: "--between", text }),
        keep: &verb.keep,
        scenario: scenario(args),
        lot: verb.table.lot.as_deref(),
    };
    let sheet = app::solve(&mut text(args)?, &request, console.lang)?;
    console.draw(&sheet, verb.table.shape.format);
    Ok(())
}
