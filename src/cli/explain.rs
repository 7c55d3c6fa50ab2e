use super::args::{Args, Explain};
use super::console::{Console, Failed};
use crate::diag::{Code, Finding};

/// Explains a finding's code, or a cell of the estimate.
pub fn run(_: &Args, verb: &Explain, console: &Console) -> Result<(), Failed> {
    if let Some(code) = Code::ALL.iter().find(|code| code.name().eq_ignore_ascii_case(&verb.cell)) {
        console.print(&format!("{}: {}\n", code.name(), code.explanation()));
        return Ok(());
    }
    Err(Finding::error(Code::UnknownCell, format!("nothing is called `{}`", verb.cell)).into())
}
