use super::{Fault, Figures, Kind};
use crate::unit::{self, Lang, digits};

/// How many cells are named one by one.
const NAMED: usize = 6;

impl Fault {
    /// What is wrong, in a sentence without its cell.
    ///
    /// ```
    /// use chiffrage_files::buyer::faults::{Fault, Kind};
    /// use chiffrage_base::formula::Address;
    /// use chiffrage_base::unit::Lang;
    /// use rust_decimal::dec;
    /// let fault = Fault {
    ///     kind: Kind::VatRate { rate: dec!(0.02), due: dec!(0.2) },
    ///     sheet: 1,
    ///     sheet_name: "Lot 3".to_owned(),
    ///     at: Address::parse("K47").unwrap(),
    ///     formula: Some("K46*0.02".to_owned()),
    ///     excess: Some(dec!(-1800)),
    /// };
    /// assert_eq!(fault.says(Lang::En), "the VAT comes to 2%, where the contract has 20%");
    /// ```
    #[must_use]
    pub fn says(&self, lang: Lang) -> String {
        let fr = lang == Lang::Fr;
        let pick = |fr_words: String, en_words: String| if fr { fr_words } else { en_words };
        let two = |Figures { held, due }: &Figures| (digits(*held, 2, lang), digits(*due, 2, lang));
        match &self.kind {
            Kind::LeavesOut(cells) => {
                let cells = list(cells, lang);
                pick(format!("le total laisse de côté {cells}"), format!("the total leaves out {cells}"))
            }
            Kind::CountsTwice(cells) => {
                let cells = list(cells, lang);
                pick(
                    format!("le total compte plusieurs fois {cells}"),
                    format!("the total counts {cells} more than once"),
                )
            }
            Kind::CountsOther(cells) => {
                let cells = list(cells, lang);
                pick(
                    format!("le total compte {cells}, hors de son bloc"),
                    format!("the total counts {cells}, from outside its block"),
                )
            }
            Kind::TotalDiffers(figures) => {
                let (held, due) = two(figures);
                pick(
                    format!("le total donne {held}, ses lignes font {due}"),
                    format!("the total gives {held}, its lines make {due}"),
                )
            }
            Kind::TypedDiffers(figures) => {
                let (held, due) = two(figures);
                pick(
                    format!("le montant saisi est {held}, le calcul donne {due}"),
                    format!("the typed figure is {held}, computed it would be {due}"),
                )
            }
            Kind::OtherRow(cells) => {
                let cells = list(cells, lang);
                pick(
                    format!("le montant se calcule sur {cells}, d’une autre ligne"),
                    format!("the amount is computed from {cells}, of another row"),
                )
            }
            Kind::PriceDiffers(figures) => {
                let (held, due) = two(figures);
                pick(
                    format!("le prix calculé est {held}, celui que demande la même ligne ailleurs {due}"),
                    format!("the computed price is {held}, that of the same line where it is asked {due}"),
                )
            }
            Kind::AmountDiffers(figures) => {
                let (held, due) = two(figures);
                pick(
                    format!("le montant donne {held}, prix × quantité font {due}"),
                    format!("the amount gives {held}, price × quantity makes {due}"),
                )
            }
            Kind::QuantityDiffers(figures) => {
                let (held, due) = two(figures);
                pick(
                    format!("la quantité totale est {held}, celles des années font {due}"),
                    format!("the total quantity is {held}, those of the years make {due}"),
                )
            }
            Kind::VatRate { rate, due } => {
                let (rate, due) = (unit::rate(*rate, lang), unit::rate(*due, lang));
                pick(
                    format!("la TVA revient à {rate}, le contrat prévoit {due}"),
                    format!("the VAT comes to {rate}, where the contract has {due}"),
                )
            }
            Kind::GrossDiffers(figures) => {
                let (held, due) = two(figures);
                pick(
                    format!("le total TTC donne {held}, HT et TVA font {due}"),
                    format!("the gross total gives {held}, net and VAT make {due}"),
                )
            }
            Kind::Broken(error) => {
                let error = error.name();
                pick(format!("la formule donne {error}"), format!("the formula gives {error}"))
            }
            Kind::Stale(cells) => {
                let cells = list(cells, lang);
                pick(
                    format!("des résultats enregistrés ne sont plus ceux des formules : {cells}"),
                    format!("results saved in the file are no longer those of the formulas: {cells}"),
                )
            }
        }
    }
}

fn list(cells: &[String], lang: Lang) -> String {
    let named = cells.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    match cells.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} {} {more} {}", lang.pick("et", "and"), lang.pick("autres", "others")),
    }
}
