//! The words of explanations, in French terms of the field and in English.

use std::borrow::Cow;

use super::Unit;
use crate::model::Bid;
use crate::model::bid::{Line, OverheadBase};
pub(super) use crate::model::nature_name;
use crate::unit::{Lang, Text};

/// A text in both languages.
pub(super) fn text(fr: impl Into<String>, en: impl Into<String>) -> Text {
    Text { fr: fr.into(), en: en.into() }
}

/// `before`, a colon, `after`.
pub(super) fn titled(lang: Lang, before: &str, after: &str) -> String {
    format!("{before}{} {after}", lang.pick("\u{a0}:", ":"))
}

/// What an overhead is a rate of.
pub(super) fn base_name(base: OverheadBase, lang: Lang) -> &'static str {
    match base {
        OverheadBase::OwnLabour => lang.pick("main-d’œuvre propre", "own labour"),
        OverheadBase::Partners => lang.pick("main-d’œuvre des partenaires", "partners' labour"),
        OverheadBase::Platform => lang.pick("plateforme", "platform"),
        OverheadBase::Direct => lang.pick("coût direct", "direct cost"),
    }
}

/// A line by its code and its wording.
pub(super) fn line_name(line: &Line) -> String {
    format!("{} {}", line.code, line.label)
}

/// Contract months `first` to `last`, from 0, with their calendar months: `mois 1 à 10 (mars 2027 à décembre 2027)`.
pub(super) fn months(bid: &Bid, first: usize, last: usize) -> Text {
    Text::each(|lang| {
        let name = |m: usize| bid.calendar_month(m).name(lang);
        if first == last {
            return format!("{} {} ({})", lang.pick("mois", "month"), first + 1, name(first));
        }
        let (months, to) = (lang.pick("mois", "months"), lang.pick("à", "to"));
        format!("{months} {} {to} {} ({} {to} {})", first + 1, last + 1, name(first), name(last))
    })
}

/// A label with the contract months it is of.
pub(super) fn span(label: &Text, bid: &Bid, (first, last): (usize, usize)) -> Text {
    let months = months(bid, first, last);
    Text::each(|lang| format!("{}, {}", label.get(lang), months.get(lang)))
}

/// A step that the tree explains elsewhere.
pub(super) fn seen(label: &Text) -> Text {
    text(format!("{} (voir par ailleurs)", label.fr), format!("{} (see beside)", label.en))
}

impl Unit {
    /// The unit as a reader writes it after a number; nothing for shares, ratios and counts. `bid` names the
    /// currencies.
    #[must_use]
    pub fn name(self, bid: &Bid, lang: Lang) -> Cow<'_, str> {
        match self {
            Self::Euros => "€".into(),
            Self::EurosPerDay => lang.pick("€/jour", "€/day").into(),
            Self::EurosPerMonth => lang.pick("€/mois", "€/month").into(),
            Self::MoneyPerDay(currency) => {
                let id = bid.currencies.get(currency).map_or("", |c| c.id.as_str());
                format!("{id}/{}", lang.pick("jour", "day")).into()
            }
            Self::Days => lang.pick("jours", "days").into(),
            Self::Fte => lang.pick("ETP", "FTE").into(),
            Self::Heads => lang.pick("personnes", "heads").into(),
            Self::Months => lang.pick("mois", "months").into(),
            Self::Fx | Self::Share | Self::Ratio | Self::Count => "".into(),
        }
    }
}
