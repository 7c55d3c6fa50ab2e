//! Months, open days, days worked (method §1).

use super::super::names::Names;
use super::super::{Sheet, Style};
use super::calc::Calc;
use super::effort::all;
use super::grid::{Sum, whole};
use super::{Model, keys};

/// The calendar's sheet.
pub fn calendar(model: &Model) -> Sheet {
    let Model { bid, lang, .. } = *model;
    let title = [
            lang.pick("Calendrier : jours ouvrés et jours travaillés", "Calendar: open days and days worked"),
            lang.pick(
                "Travaillés = ouvrés − absences de l’année × part du mois civil. Les jours ouvrés viennent des calendriers du modèle.",
                "Worked = open − the year’s absence × the calendar month’s share. Open days come from the model’s calendars.",
            ),
        ];
    let mut grid = model.months(lang.pick("Calendrier", "Calendar"), title, lang.pick("Total", "Total"), 3);
    let cells =
        |value: &dyn Fn(usize) -> usize| (0..bid.contract.months).map(|m| Some(Calc::plain(whole(value(m))))).collect();
    grid.section(lang.pick("Mois", "Months"));
    grid.months(
        Style::Body,
        keys([lang.pick("Mois du contrat", "Contract month").into()]),
        cells(&|m| m + 1),
        Sum::Nothing,
    );
    grid.months(
        Style::Body,
        keys([lang.pick("Année du contrat", "Contract year").into()]),
        cells(&|m| bid.year_of(m) + 1),
        Sum::Nothing,
    );
    grid.section(lang.pick("Jours ouvrés", "Open days"));
    let calendar_name = |calendar| Names { bid, lang }.calendar(calendar);
    for (id, calendar) in bid.calendars.iter_enumerated() {
        let days = cells(&|m| calendar.open[m] as usize);
        grid.months(
            Style::Body,
            keys([format!("{} {}", lang.pick("Calendrier de", "Calendar of"), calendar_name(id))]),
            days,
            Sum::Total,
        );
    }
    grid.section(lang.pick("Jours travaillés par personne", "Days worked by a head"));
    for (s, site) in bid.sites.iter_enumerated() {
        let days = all(model.recorded.estimate.plan.worked.row(s));
        let names = keys([site.label.get(lang).to_owned(), calendar_name(site.calendar)]);
        grid.recorded(model, Style::Body, names, &days, Sum::Total);
    }
    grid.sheet
}
