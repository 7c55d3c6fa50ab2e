/// Declares every finding code once: its name, and what `chiffrage explain CODE` says of it.
macro_rules! codes {
    ($( $variant:ident = $name:literal : $text:literal )*) => {
        /// The kind of a finding. A name never changes its meaning and is never used again.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code { $( #[doc = $text] $variant, )* }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )* ];

            /// The name a finding shows, such as `E0203`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $( Self::$variant => $name, )* }
            }

            /// What it means and what to do, in a few sentences.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $( Self::$variant => $text, )* }
            }
        }
    };
}

codes! {
    // 01: files
    NoFile = "E0101": "A file or folder that the bid needs is not there or cannot be read. Check --models and --templates; `chiffrage new DIR` writes a complete bid folder to start from."
    NotAFile = "E0102": "A folder stands where a file was expected, or a file where a folder was."
    TooLarge = "E0103": "A model file is larger than 4 MiB, or all of them together than 16 MiB. A bid takes some hundred kilobytes: this is probably not a model."
    NotUtf8 = "E0104": "A model file is not UTF-8 text. Save it again as UTF-8 (in Notepad: Save as, Encoding: UTF-8)."
    IncludeCycle = "E0105": "A file includes itself, directly or through others. Each included file is read into the one that includes it, so a circle has no end: remove one of the includes."
    UnknownFile = "E0106": "A .toml file stands in the models or templates folder under a name that means nothing there, so it would be left out without a word. Rename it, or move it to a folder named `parts` if other files include it."
    // 02: the text of a file
    Syntax = "E0201": "The file is not valid TOML at the place underlined."
    UnknownKey = "E0202": "A key that this table does not have. A misspelt key would otherwise be left out without a word. `chiffrage schema` lists the keys of each table."
    MissingKey = "E0203": "A table lacks a key it needs. Nothing is assumed for a missing figure: it is never zero."
    WrongType = "E0204": "A value of another type than the key takes: text for a number, a number for a table and so on."
    BadNumber = "E0205": "A number that is not finite or has more than 28 significant digits, past what exact decimals hold."
    OutOfRange = "E0206": "A number outside the range its key allows: a negative FTE, a share above 1, a margin of 1 or more."
    BadRange = "E0207": "A range must be written low ≤ mode ≤ high."
    BadSource = "E0208": "A source that cannot be one: the record has the questions Q1 to Q26, `title`, a document and clause, a rate card, or `assumption`."
    BadChoice = "E0209": "A word that is not among those the key takes."
    BadMonth = "E0210": "A month is written \"2027-03\", a day 2027-03-15."
    ToDecide = "E0212": "A line of a DQE has a `\"?\"` for a value: `chiffrage map --layout` leaves so what it is not sure of, and nothing is assumed for it. Decide each value of the line; what is likely is in the comment beside it."
    BadText = "E0211": "A text of more than 2,000 characters, with control characters in it or nothing to read, a label of several lines, or a page footer of more than 200: what a cell of a workbook, a terminal or the foot of a page cannot show."
    // 03: what the model says
    UnknownId = "E0301": "A name that nothing in the model carries: the id of a site, profile, mix, calendar, volume and so on."
    Total = "E0302": "Shares, weights or keys that must total exactly 1 and do not. They are exact decimals: write 0.34 rather than 0.333 three times."
    MissingRate = "E0303": "A daily cost is needed and no rate card gives it: a profile works at a site whose card lacks it, or only from a later month."
    OutOfContract = "E0304": "A month or a contract year that the contract does not have."
    Either = "E0305": "A table must hold exactly one of several keys (a price rule, an effort as `fte` or as `each` and `days`)."
    DuplicateCode = "E0306": "Two DQE lines of one lot carry the same code. A price is found by its code: it must be unique in its lot."
    FirstStep = "E0307": "A course by years or months starts after the first: nothing says its value before that, and a missing value is never zero."
    HolidayYear = "E0308": "A holiday given by dates lacks one for a calendar year of the contract. Lunar feasts are announced late: write the expected date, with its source."
    NoReference = "E0309": "The reference site must be onshore and its own: work that must stay onshore goes there."
    LineNature = "E0310": "A DQE line and its nature do not go together: a line sold by the day is `on-demand`, a nature sold by shares and by days at once has no single answer to what each recovers, and a nature that is spread over the others is already sold by their lines."
    NoDqe = "E0311": "A lot of the bid has no DQE layout in the templates folder, or a layout has no lot."
    LotNumber = "E0312": "A lot's number is a whole number of 1 or more, and each lot has its own: sheets and names of the workbooks are made of it."
    Select = "E0313": "A scenario's change matches nothing: its path or pattern names nothing in the bid, so it would change nothing without a word."
    ScenarioCycle = "E0314": "A scenario extends itself, directly or through others: there is no base to start from."
    Exclusivity = "E0315": "A rule of exclusivity that forbids nothing: it names fewer than two lots, or allows as many as it names."
    BadScale = "E0316": "A scale of a DQE is two lines or more of one unit, from the least to the most, each of them a step of one scale only."
    NotOverTime = "E0317": "A scenario's change begins in a contract year or month, and its value is one for the whole contract, or changes by contract year alone. Figures over time may begin in either (FTE, volumes, platform counts, the minimum of a pool); quantities of the DQE, mixes and the shares of a mix in a year; daily costs have dated steps."
    // 04: what the engine finds
    WorkedDays = "E0401": "Absence takes all the open days of a month: the days worked at a site must stay positive."
    Unrecovered = "E0402": "A nature of a lot has a cost and no DQE line recovers it: the bid would lose that cost. Add a line of that nature, or spread the nature over the others."
    NoQuantity = "E0403": "A nature's price is to be shared over lines whose weights times quantities total 0: no unit price can recover it."
    NoCarrier = "E0404": "A nature is spread over the lot's other natures, and none of them has a cost to carry it."
    NegativePrice = "E0405": "The lines that share what a nature sells for would have a negative price: the prices given for its other lines exceed it, or negative one-offs exceed the rest of the cost, its own or that of the natures spread over it. The message gives the amounts."
    PastRange = "E0406": "A figure of the estimate is past the range of exact decimals (28 digits), or past the ten thousand billion euros that a workbook holds to the cent. Some input is far too large or too small."
    Residue = "W0407": "Rounding of unit prices, or prices given, move the DQE by more than a thousandth of the price it should have: look at `chiffrage price`."
    OutOfReach = "E0408": "No value in the bracket searched reaches the target. The message says what the figure goes from and to; widen the bracket, or turn another value."
    RuleBroken = "W0409": "The bid holds lots that a rule of exclusivity says one bidder may not hold together, or a lead or co-contractor of it stands in another offer for the same lot (Q1, Q21). `chiffrage portfolio` prices every set of lots and tells which break a rule."
    Unnamed = "W0410": "The DQE would be handed in under the name that a new bid stands with, to be filled in: `bidder` in `templates/document.toml` is still “à compléter”."
    LoadOutside = "W0411": "What the quantities of the DQE ask of a nature's teams, by the workload that its lines state, is outside the tolerance of what the teams hold: too few people for the units sold, or people that no unit pays. `chiffrage load` shows it year by year. Change the teams, the quantities or the workloads; `tolerances` in `policy.toml` says how far they may differ."
    NoCapacity = "W0412": "Lines of a nature state a workload and no position of that nature does the work in a year where they sell units."
    FlatScale = "W0414": "Unit prices do not rise along a scale of a DQE: a step costs no more than the step before. A buyer takes it for a mistake, or buys the higher step at the lower price."
    PriceGap = "W0413": "The same unit is sold at different prices in two lots, further apart than `price_gap` of `policy.toml`: a buyer who reads both DQEs asks why. Prices by share follow from what the nature costs and from its quantities: see `chiffrage load` and `chiffrage explain LOT/CODE`."
    // 05: jobs
    NotWritten = "E0501": "The output could not be written: the disk is full, the folder is read-only, or another program (Excel, often) holds the file open. What was there before is untouched."
    OverInput = "E0502": "The output would overwrite something that is not an earlier output: an input, or a file of another kind."
    UnknownCell = "E0503": "Nothing of the estimate carries that name. `explain` takes a lot, a lot/nature, lot/CODE or a DQE code, a figure of a comparison (`all/cost`, `ror/away`), what stands between two scenarios (`all/net/delta`, `ror/bridge/mix`), a figure of a set of lots (`set/ror+pfc/saved`), or the code of a finding."
    TooManySets = "E0504": "Every set of the bid's lots would be priced, and with more than ten lots there are more than a thousand. Leave lots out of the bid with `in_bid = false`, in their files or in a scenario."
    Dial = "E0505": "A value that a sweep or a search cannot turn: no figure of the bid goes by that path, its steps lead nowhere, or it must total 1 with others that cannot make room."
    WrongEnding = "E0506": "The name of an output ends otherwise than a file of its kind: programs open a file by its ending. Workbooks are .xlsx, pages .html, scenarios, cards and maps .toml; a filled file ends as the buyer's."
    // 06: files of others, imported
    Unreadable = "E0601": "A file to import that is no spreadsheet and no text of values, or a damaged one. Open it in a spreadsheet program, save a copy as .xlsx, and import the copy."
    NoTable = "E0602": "No table was found in a file to import: no row heads a job profile and a price (profil, métier, labor category; CJM, TJM, prix, rate), or none has the headings that a map names. A map names the columns where their words are others: `chiffrage import rates --help`."
    Ambiguous = "E0603": "A file to import can be read in several ways: several sheets hold rates, or several columns could be the price. Say which, by --sheet or in a map."
    NotCost = "E0604": "A rate card holds what a day COSTS; the file holds prices that a customer pays (TJM, tarif, rate), or does not say. Priced as costs they would be charged overheads and margin twice. Ask for the costs (CJM). Where the prices are what you pay, as to a subcontractor, say so with --as-cost."
    Unstated = "E0605": "Something that a daily cost needs stands neither in the file nor on the command line: whether prices buy an hour or a day, how many hours a day has, the month they are stated at. Nothing is assumed for it."
    NothingTaken = "E0606": "No row of a file to import gives a profile of the bid a price. The preview says why for each row."
    NoCard = "E0607": "The card that is there cannot be updated by the import, or what it would become is no valid rate card: another currency, another base month for some profiles only, no valid TOML, a figure out of range."
    NotTaken = "W0608": "A row of a file to import names a profile of the bid, and its price is none: words, a date, a range, a percentage, an error of a formula, 0 or less. Nothing is taken from it: a missing figure is never guessed."
    Disagree = "W0609": "Rows of a file to import give one profile different prices for the same time. None is taken: choose by --site, or leave labels out in a map."
    QuantitySum = "W0610": "The quantities by year of a row of the buyer's file do not come to the total beside them. The years are taken: ask the buyer which is right."
    HiddenTaken = "W0611": "Figures of a file to import stand in a hidden sheet, row or column. They are taken as any other: look whether they are meant."
    LabelUnmet = "W0612": "A label of a map stands in no row of the file to import: the file has it otherwise, or no more. The profile gets no cost from it."
    NoPrice = "E0620": "A table of a file to import heads profiles and no daily cost: salaries, costs of a month or a year, bounds without a price between them. Ask for the daily costs (CJM), or name the column of the cost in a map."
    OutOfSight = "W0621": "Parts of a buyer's form or of a file to import are out of sight: hidden or very hidden sheets, hidden rows or columns, rows that a filter hides. Check what they hold."
    // 07: the buyer's file
    NotAWorkbook = "E0701": "The file is no Excel workbook: it is no zip archive, or there is no workbook in it."
    OtherFormat = "E0702": "A spreadsheet of another format: .xls, .xlsb or .ods. Open it in the program it comes from and save a copy as .xlsx (.xlsm where it holds macros), then use the copy. Where the buyer asks for the old format, save the filled copy back into it and look at it."
    Encrypted = "E0703": "The workbook, or a part of it, is encrypted by a password to open it. Open it in Excel, take the password out (File, Info, Protect Workbook, Encrypt with Password) and save a copy. Passwords that only protect sheets from changes are no hindrance."
    Damaged = "E0704": "The file is not whole, or contradicts itself: a download that stopped, an archive cut short, a part whose checksum or size does not hold, XML that is not well-formed, a part that is named and not there. Get it again from the buyer; if Excel opens it, save a copy from there."
    TooMuch = "E0705": "The file holds more than the limits: 4,096 parts, 500 sheets, 64 MiB in a part, 128 MiB in all, a million cells in its sheets, or 4 MiB of formulas; or it inflates more than 250 times, as only files made to do harm do."
    Hostile = "E0706": "The file holds what no spreadsheet program writes and what harms the programs that read it: an entity or document type of its own, a path out of the archive, two parts of one name."
    Encoding = "E0707": "A part of the file is text of another encoding than UTF-8 or UTF-16, the two of the standard. Save a copy from Excel."
    NotSplicable = "E0708": "A sheet could not be changed in its place alone: its text is UTF-16, or reading it back showed another difference than the one asked for. Nothing is written."
    BadPlace = "E0709": "The map of a buyer's file names a row, a column or a cell that is none, or one cell twice. Rows are numbers and columns letters, as Excel shows them."
    UnknownSheet = "E0710": "The map of a buyer's file names a sheet that the file has not, or one without cells. The name is the one on the tab, accents and spaces too."
    OverFormula = "E0711": "A price would go where the buyer's file holds a formula. What the buyer computes is not overwritten: altering the file makes an offer irregular. Look for the column the buyer left blank."
    OverMerged = "E0712": "A price would go into a cell that a merged cell hides: nobody would see it. Name the first cell of the merged area."
    OverPivot = "E0713": "A price would go into the area of a pivot table, which would write over it."
    OverHeader = "E0714": "A price would go into the header of an Excel table: the names of its columns are part of its formulas."
    EmptyPrice = "E0715": "A price cell would be left empty, which makes an offer irregular: its row is open in the map, or the map does not speak of it. Name our line, write `-` where the buyer asks for no price, or fill the rest all the same with --partial."
    DoubtfulCell = "W0716": "A cell that is filled all the same, though the buyer may not have meant it: it holds words and the map says to write over them, or it is hidden."
    Locked = "E0723": "The buyer protects the sheet and does not leave the cell open: nothing is written there, whatever the map says. In a protected form the cells to fill are the unlocked ones, often coloured. If the price cells themselves are locked, ask the buyer for a corrected file: to remove the protection would alter the form."
    CountedTwice = "W0732": "One line of ours is priced in two tables of the buyer's file that both have quantities or amounts: if the buyer adds both up, it is paid twice and makes the offer dearer than it is. A price schedule without quantities beside a DQE is no such case. Where both are meant, write `!` after the code in the second."
    OtherUnit = "E0724": "The map puts the price of a line of ours on a row of the buyer's that is priced by another unit: by the year or the hour where ours is by the month or the day, in thousands of euros. The price would be wrong by the factor between the two, or be that of another thing. Name a line of that unit, or lay our DQE out with one; where our price is meant all the same, write `!` after the code: `\"3.1!\"`."
    HoursPerDay = "E0725": "The buyer asks for prices by the hour, and `hours_per_day` is missing in models/contract.toml: nothing is assumed for the hours of a day. The consultation says them, as 7, 7.5 or 8."
    PricesByYear = "E0726": "The buyer asks for a unit price in each contract year, and the map does not say how ours moves: `yearly = \"flat\"` for the same price in all, `yearly = \"revision\"` for prices revised as models/contract.toml says."
    NotAPrice = "E0728": "The map puts a price on a row of the buyer's that asks for a coefficient: by what prices are multiplied at night, or lowered from so many days on. Write the figure under `coefficients` in its table."
    NoLot = "W0730": "Nothing says of which lot a sheet of the buyer's file is: no title block, no sheet's name, no cover, nor the file's name. Its lines are not matched, or are likely at most. Name the lot with `--lot`."
    OpenColumn = "E0729": "Several columns of the buyer's table could be the one of the prices, and the map leaves it open: `unit_price = \"?\"`. The comment beside it names the cells of their headings; write the letter of the column that the buyer means."
    Unplaced = "W0717": "Lines of our DQE go nowhere in the buyer's file: no row of the map names them, so that what they recover is not paid. Check that the buyer's form has no row for them; then spread their cost over other lines."
    OtherLine = "E0719": "The map puts the price of one line of ours on a row of the buyer's that reads like another: its code and wording are another line's, or its sheet is another lot's. Mend the code in the map; where it is meant so, write `!` after it: `\"3.1!\"`."
    LikeOtherLine = "W0727": "The map puts the price of one line of ours on a row of the buyer's that is likely another, and that shares nothing with this one. It is filled all the same: check that it is intended, or write `!` after the code."
    Twice = "E0721": "The map puts one line of ours on two rows of one table: the buyer's total would count it twice. Take one of them out; where both are meant, write `!` after the code of the second: `\"3.1!\"`. Tables of their own, as a price schedule beside a DQE, may name the same lines."
    OverWords = "E0722": "A price would go over words of the buyer's that ask for none, as `pour mémoire` or a label: is this the right cell? Blank cells and such as `à compléter` are filled. Where the words are to be written over, write `!` after the code: `\"3.1!\"`."
    OverFigure = "E0734": "A price would go over another figure that the buyer typed: a price that is imposed, a ceiling, a quantity. Nothing is written over it unless the map says so: write `!` after the code, `\"3.1!\"`, where our price is to replace it, or `-` where the buyer's figure stays. A typed 0, or our own price, is no obstacle."
    LeftEmpty = "W0735": "The buyer's form waits for something that the map does not fill: a price in words, a discount, an amount without a formula, another column of prices, or a whole table. Complete it by hand where it is due, or add a table to the map: each column of prices, as one a lot or one a step of a scale, is a table of its own with its `sheet`, `header`, `columns.unit_price` and `rows`."
    UnreadTable = "E0736": "A table of the buyer's file seems to ask for prices and is not read: its headings name what is bought, prices are spoken of in them or just above, and cells below wait. Write its table in the map by hand (`sheet`, `header`, `columns.unit_price`, `rows`; or `cells` for prices that stand in no column), or fill the rest all the same with --partial."
    NotProved = "E0718": "The filled file, read back, differs from the buyer's in more than the cells to fill. Nothing is written; please report it with the file."
    // 08: leaks
    LeakedFigure = "E0801": "A file for the buyer holds a number that only the bidder may read: a cost, a margin, a rate of a card, a price before rounding, or, in a DQE, any number that the DQE of the models does not have. In other files a number tells when it has five significant digits or more: shorter ones are like any quantity."
    LeakedWord = "E0802": "A file for the buyer holds a word that only the bidder may read: the name or id of a site, a partner, a mix, a scenario, a label, a note or a question of the models, a path in them, a term of cost or margin."
    LeakedHidden = "E0803": "A file for the buyer has a sheet, a window, rows, columns or cells out of sight: hidden, too small, of the colour behind them, under a merged cell. Whoever opens it can show them again."
    LeakedComment = "E0804": "A file for the buyer has comments, or names who wrote some."
    LeakedName = "E0805": "A file for the buyer defines a name that a DQE does not have. A name may hold a number, a text or a path that no cell shows."
    LeakedProperty = "E0806": "The properties of a file for the buyer name an author, a company or a manager other than the bidder, or are of one's own making."
    LeakedLink = "E0807": "A file for the buyer has a link out of it, which holds a path and copies of values: to another workbook, another program, a data source, or the place on a computer where it was saved."
    LeakedPart = "E0808": "A file for the buyer carries what its readers do not see: macros, cached data of pivot tables, embedded files, custom XML, settings of a printer, an image that the original does not have, a part that workbooks do not have, or bytes of the archive that belong to no part."
    MayLeak = "W0809": "A word that may be ours and may be the buyer's own: a term of cost, the name of a town. Look at it. `chiffrage leaks FILE --buyer ORIGINAL` leaves out what the buyer's own file has already."
    NotSearched = "W0810": "A part of the file could not be searched for leaks: an image, a binary part, compressed pages. Open the file and look; until then `leaks` ends with 1."
    Differs = "E0811": "A file for the buyer is not what it was made from: the DQE that the models give, or the buyer's own form with prices in the cells that wait for them. Whatever else differs is listed, cell by cell and part by part. Start again from the original, by `chiffrage dqe` or `chiffrage fill`; a file that another program saved is compared by what it says."
    Internal = "E0812": "A text that the buyer reads holds a word or a figure that only the bidder may read: a label of a lot, a line or a section, a note, the title or the footer of the DQE with the name of a site, a partner, a scenario, a term of cost or margin, a cost. Change the text; the words of the buyer's own title are no secret."
    NotCompared = "E0813": "The DQE that the models give could not be made, so that the file was compared with nothing: the machine refuses to start threads. Nothing was searched; run `leaks` again with fewer programs open."
    // 09: the living workbook
    NotLiving = "E0901": "The workbook is none that `chiffrage workbook` wrote: no sheet has the headings of an input sheet (Valeur, Au modèle, Chemin). If a heading was changed, write it again."
    TriedNumber = "E0902": "A cell to fill in holds no number: a text, an error, a date, or nothing. Excel takes `12,5 ` or `1 200 €` typed by hand for text."
    TriedCell = "E0903": "A figure of the bid has no cell in the workbook, or two; or a number stands in an input sheet with no path beside it. Rows are not to be taken out or doubled: the path in the last column says which figure a row is."
    TriedPath = "E0904": "A path of the workbook is no figure of the bid: it was changed by hand, or the workbook was made from other models or under another scenario."
    TriedTotal = "E0905": "Shares typed in the workbook that must total exactly 1 and do not: of a mix, of a pool, of the absence over the months, of the price revision."
    TriedFormula = "W0906": "A formula was typed in a cell to fill in. A model holds numbers: the formula's last result is taken."
    TriedStale = "W0907": "The models have changed since the workbook was made. What nobody typed is left as the models say, and so are figures that they have gained; what was typed is set over them."
    TypedOver = "W0908": "A cell that held a formula holds none now: someone typed over it, or rows or columns were added to its sheet; or the sheet itself was renamed. The workbook computes with what stands there, and `read` takes home what is typed in the input sheets alone."
    NothingTried = "E0909": "No figure of the workbook differs from the models: there is no scenario to write."
    TriedMoved = "E0910": "Rows of an input sheet are not where the formulas of the workbook read them: they were sorted, pasted over one another, or cells were shifted without the rest of their row. The formulas then take one figure for another, and the workbook shows other amounts than its rows say. Rows that Excel moves, adds or takes out with their formulas are no hindrance."
    DamagedPart = "W0733": "A part of the file that is not read, such as a picture, is damaged: its checksum or its size does not hold, or its XML is not well-formed. `fill` copies it as it is, as all that it does not change. A damaged part that is read is refused (E0704)."
    NoForm = "E0720": "No price form was found in the workbook. A form has a header row that names what is bought (code, désignation, libellé, prestations...) and its price, quantity or amount (prix unitaire, quantité, montant...), with lines below it. A form whose headings are pictures, or that spreads one line over several rows, must be mapped by hand."
}

impl Code {
    /// Is it about the job that was asked for, which is refused or failed, rather than about what it was given: a model, a map, a
    /// file or an argument that is wrong? The exit code follows from it: 1 where all errors are of the job, else 2.
    #[must_use]
    pub fn is_of_job(self) -> bool {
        match &self.name()[1..3] {
            "05" => matches!(self, Self::NotWritten | Self::OverInput | Self::TooManySets),
            // A file that cannot be used at all, or a place in a map that does not exist.
            "07" => !matches!(
                self,
                Self::NotAWorkbook
                    | Self::OtherFormat
                    | Self::Encrypted
                    | Self::TooMuch
                    | Self::Hostile
                    | Self::Encoding
                    | Self::BadPlace
                    | Self::UnknownSheet
            ),
            "08" => self != Self::Internal,
            _ => matches!(self, Self::OutOfReach | Self::NothingTried),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Code;
    use itertools::Itertools as _;

    #[test]
    fn every_name_is_unique() {
        assert!(Code::ALL.iter().map(|c| c.name()).all_unique());
    }

    #[test]
    fn what_fill_refuses_is_of_the_job() {
        let refusals = Code::ALL.iter().filter(|code| ("E0711".."E0730").contains(&code.name()));
        let (of_job, of_input): (Vec<&Code>, Vec<&Code>) = refusals.partition(|code| code.is_of_job());
        assert_eq!(of_input, [] as [&Code; 0]);
        assert!(of_job.len() > 12, "{of_job:?}");
        for code in [Code::MissingKey, Code::BadPlace, Code::Internal, Code::NotAWorkbook] {
            assert!(!code.is_of_job(), "{code:?}");
        }
    }
}
