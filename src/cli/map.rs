use super::args::{Args, CheckFormat, Map};
use super::bid::told;
use super::console::{Console, Failed, tell};
use super::files;
use crate::buyer::form::{SheetForm, form_of};
use crate::buyer::matching::{matching, ours};
use crate::buyer::{Told, no_form};
use crate::report::Format;
use crate::xlsx::Book;

/// Finds the buyer's form and matches its lines to our DQE; tells both, and writes the map for `fill`.
pub fn run(args: &Args, verb: &Map, console: &Console) -> Result<(), Failed> {
    let priced = told(args)?;
    if let Some(path) = &verb.output {
        files::ready_toml(path, verb.force, &priced.paths)?;
    }
    let book = Book::open(files::read(&verb.file)?)?;
    let form = form_of(&book)?;
    if !form.sheets.iter().any(SheetForm::is_priced) {
        return Err(no_form(&book).into());
    }
    let ours = ours(&priced.bid, &priced.estimate.dqe);
    let matching = matching(&form, &ours);
    let told = Told { form: &form, matching: &matching, ours: &ours, lang: console.lang };
    if verb.format == CheckFormat::Json {
        console.print(&format!("{:#}\n", told.to_json()));
    } else {
        for sheet in told.sheets() {
            console.draw(&sheet, Format::Table);
            console.print("\n");
        }
    }
    if let Some(path) = &verb.output {
        let name = verb.file.file_name().unwrap_or_default().to_string_lossy();
        files::write(path, told.to_map(&name, priced.bid.years()).as_bytes())?;
        tell(&format!("{} {}\n", console.lang.pick("écrit :", "written:"), path.display()));
    }
    Ok(())
}
