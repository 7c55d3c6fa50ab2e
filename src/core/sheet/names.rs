//! What readers call the figures, from their paths.

use itertools::Itertools as _;

use super::price::lot_name;
use crate::model::Bid;
use crate::model::bid::{
    Base, CalendarId, CardId, LotId, Nature, Position, PositionId, Safeguard, Volume, VolumeId, Who,
};
use crate::model::figure::{Figure, Source};
use crate::model::nature_name;
use crate::model::number::unit_words;
use crate::unit::{Lang, Month};

/// The group that a path belongs to: its first two steps.
pub fn group(path: &str) -> String {
    path.split('.').take(2).collect::<Vec<_>>().join(".")
}

/// A position as its team's name; with what its effort follows where the team has two of one profile.
pub fn post_name(bid: &Bid, lot: LotId, p: PositionId, lang: Lang) -> String {
    let positions = &bid.lots[lot].positions;
    let position = &positions[p];
    let team_of = |position: &Position| position.id.split('.').next().map(str::to_owned);
    let is_twin = |other: &&Position| other.who == position.who && team_of(other) == team_of(position);
    let twins: Vec<String> = positions.iter().filter(is_twin).map(|twin| effort_name(bid, lot, twin, lang)).collect();
    // A team without a name does the work of its nature.
    let team = position.team.as_ref().map_or_else(|| nature_name(position.nature, lang), |team| team.get(lang));
    let own = effort_name(bid, lot, position, lang);
    let alike = twins.iter().filter(|name| **name == own).count();
    match (twins.len(), alike) {
        (0 | 1, _) => team.to_owned(),
        (_, 1) => format!("{team} ({own})"),
        _ => {
            let before = positions.iter().filter(is_twin).take_while(|twin| twin.id != position.id);
            let place = before.filter(|twin| effort_name(bid, lot, twin, lang) == own).count() + 1;
            format!("{team} ({own}, {place})")
        }
    }
}

/// What the effort of a position follows: `Machines virtuelles`; `en ETP` where it is a capacity.
fn effort_name(bid: &Bid, lot: LotId, position: &Position, lang: Lang) -> String {
    match &position.base {
        Base::Capacity(_) => lang.pick("en ETP", "in FTE").to_owned(),
        Base::Driver { volume, .. } => volume_name(bid, lot, *volume, lang),
        Base::DayLine { line } => bid.lots[lot].lines[*line].label.clone(),
    }
}

/// The name of a volume, or of what it counts.
fn volume_name(bid: &Bid, lot: LotId, volume: VolumeId, lang: Lang) -> String {
    let lot = &bid.lots[lot];
    let (id, counted, label) = &lot.volumes[volume];
    match (label, counted) {
        (Some(label), _) => label.get(lang).to_owned(),
        (None, Volume::Items(item)) => lot.platform[*item].label.get(lang).to_owned(),
        (None, Volume::Applications) => "Applications".to_owned(),
        (None, Volume::Line(line)) => lot.lines[*line].label.clone(),
        (None, Volume::PerMonth(_)) => id.clone(),
    }
}

/// Who does the work of a position.
pub fn who_name(bid: &Bid, who: Who, lang: Lang) -> String {
    match who {
        Who::Profile(profile) => bid.profiles[profile].label.get(lang).to_owned(),
        Who::Pool(pool) => bid.pools[pool].label.get(lang).to_owned(),
    }
}

/// Names in a language.
pub struct Names<'a> {
    pub bid: &'a Bid,
    pub lang: Lang,
}

impl Names<'_> {
    /// What heads the figures whose paths begin so: the name of a lot, a site, a mix.
    pub fn group(&self, group: &str) -> String {
        let (kind, id) = group.split_once('.').unwrap_or((group, ""));
        let lang = self.lang;
        match kind {
            "lots" | "dqe" => self.lot(id),
            "sites" | "mixes" | "pools" => self.thing(id).unwrap_or_else(|| id.to_owned()),
            "rates" => format!("{} {}", lang.pick("Grille", "Card"), self.card(id)),
            "currencies" => format!("{} {id}", lang.pick("Devise", "Currency")),
            _ => self.word(if id.is_empty() { kind } else { id }),
        }
    }

    /// What heads the figure of a path.
    pub fn group_of(&self, path: &str) -> String {
        self.group(&group(path))
    }

    /// What a figure is, and of what: `Lot 3 ROR, Équipe Alpha · Développeur : ETP`.
    pub fn whole(&self, path: &str) -> String {
        if path == "contract.start" {
            return self.lang.pick("Premier mois du contrat", "First month of the contract").to_owned();
        }
        if path.split('.').count() < 3 {
            return self.group_of(path);
        }
        format!("{}, {}", self.group_of(path), self.figure(path))
    }

    /// What several figures are together: what they have in common once, then what each is of.
    pub fn several(&self, paths: &[&str]) -> String {
        let groups: Vec<String> = paths.iter().map(|path| self.group_of(path)).unique().collect();
        let figures: Vec<String> = paths.iter().map(|path| self.figure(path)).unique().collect();
        match (groups.as_slice(), figures.as_slice()) {
            ([_], [_]) => paths.first().map_or_else(String::new, |path| self.whole(path)),
            ([group], figures) => format!("{group}{}{}", self.lang.colon(), self.listed(figures)),
            (groups, [figure]) => format!("{figure} ({})", self.listed(groups)),
            (_, figures) => self.listed(figures),
        }
    }

    /// Three names at most, then how many more.
    fn listed(&self, names: &[String]) -> String {
        let (lang, most) = (self.lang, if names.len() == 4 { 4 } else { 3 });
        let (shown, rest) = names.split_at(names.len().min(most));
        match rest.len() {
            0 => shown.join(", "),
            1 => format!("{} {}", shown.join(", "), lang.pick("et 1 autre", "and 1 more")),
            more => format!("{} {} {more} {}", shown.join(", "), lang.pick("et", "and"), lang.pick("autres", "more")),
        }
    }

    fn lot(&self, id: &str) -> String {
        match self.bid.lot(id) {
            Some(l) => format!("Lot {}", lot_name(self.bid, l, self.lang)),
            None => format!("{id} {}", self.lang.pick("(hors offre)", "(not in the bid)")),
        }
    }

    /// The sites that a rate card is of: what it is called.
    fn card(&self, id: &str) -> String {
        let is_of = |card: CardId| self.bid.cards.get(card).is_some_and(|card| card.id == id);
        let sites = self.bid.sites.iter().filter(|site| is_of(site.card));
        let labels = sites.map(|site| site.label.get(self.lang)).join(", ");
        if labels.is_empty() { id.to_owned() } else { labels }
    }

    /// A calendar as the sites that keep it.
    pub fn calendar(&self, calendar: CalendarId) -> String {
        let sites = self.bid.sites.iter().filter(|site| site.calendar == calendar);
        let labels = sites.map(|site| site.label.get(self.lang)).join(", ");
        if labels.is_empty() { self.bid.calendars[calendar].id.clone() } else { labels }
    }

    /// The label of a site, mix, pool, profile or overhead.
    pub fn thing(&self, id: &str) -> Option<String> {
        let bid = self.bid;
        let sites = bid.sites.iter().map(|x| (&x.id, &x.label));
        let mixes = bid.mixes.iter().map(|x| (&x.id, &x.label));
        let pools = bid.pools.iter().map(|x| (&x.id, &x.label));
        let overheads = bid.overheads.iter().map(|x| (&x.id, &x.label));
        let mut all = sites.chain(mixes).chain(pools).chain(overheads);
        all.find(|(known, _)| *known == id).map(|(_, label)| label.get(self.lang).to_owned())
    }

    fn profile(&self, id: &str) -> String {
        let found = self.bid.profiles.iter().find(|p| p.id == id);
        found.map_or_else(|| id.to_owned(), |p| p.label.get(self.lang).to_owned())
    }

    /// What a figure is, within its group.
    pub fn figure(&self, path: &str) -> String {
        let steps: Vec<&str> = path.split('.').collect();
        let (group, tail) = steps.split_at(steps.len().min(2));
        let lang = self.lang;
        match (group.first().copied().unwrap_or_default(), tail) {
            ("rates", ["daily_cost", profile, rest @ ..]) => self.with_points(self.profile(profile), rest),
            ("mixes", ["shares", site]) => self.share_of(site),
            ("mixes", ["years", k, site]) => format!("{}, {}", self.share_of(site), self.from("years", k)),
            ("pools", ["members", member, "share"]) => {
                let pool = self.bid.pools.iter().find(|pool| pool.id == group[1]);
                let found = pool.and_then(|pool| pool.members.iter().find(|of| of.id == *member));
                let name = found.map_or(*member, |of| self.bid.profiles[of.profile].label.get(lang));
                format!("{}{}{name}", lang.pick("Part", "Share"), lang.colon())
            }
            ("sites", ["absence_weights", month]) => {
                // Of any year: its name is all that is shown.
                let month = month.parse().ok().and_then(|month| Month::new(2000, month));
                let month = month.map(|month| month.of_year(lang)).unwrap_or_default();
                format!("{}{month}", lang.pick("Part des absences\u{a0}: ", "Share of absence: "))
            }
            ("lots", ["teams", team, "positions", position, key, rest @ ..]) => {
                let name = self.post(group[1], &format!("{team}.{position}"));
                self.with_points(format!("{name}{}{}", lang.colon(), self.word(key)), rest)
            }
            ("lots", ["teams", team]) => self.team(group[1], team),
            ("lots", ["teams", team, key @ ..]) => {
                let key = key.iter().map(|key| self.word(key)).collect::<Vec<_>>().join(" · ");
                format!("{}{}{key}", self.team(group[1], team), lang.colon())
            }
            ("lots", [kind @ ("volumes" | "applications" | "platform" | "one_offs"), id]) => {
                format!("{} · {}", self.word(kind), self.piece(group[1], kind, id).unwrap_or(id))
            }
            ("lots", [kind @ ("volumes" | "applications" | "platform" | "one_offs"), id, key, rest @ ..]) => {
                let name = self.piece(group[1], kind, id).unwrap_or(id);
                self.with_points(format!("{} · {name}{}{}", self.word(kind), lang.colon(), self.word(key)), rest)
            }
            ("dqe", ["sections", section, "lines", line, key, rest @ ..]) => {
                let label = self.line(group[1], &format!("{section}.{line}"));
                self.with_points(format!("{label}{}{}", lang.colon(), self.word(key)), rest)
            }
            (_, []) => self.word(group.last().copied().unwrap_or_default()),
            (_, words) => words.iter().map(|word| self.word(word)).collect::<Vec<_>>().join(" · "),
        }
    }

    /// The share of a site in a mix.
    fn share_of(&self, site: &str) -> String {
        let site = self.site(site);
        match self.lang {
            Lang::Fr => format!("part de {site}"),
            Lang::En => format!("share of {site}"),
        }
    }

    fn site(&self, id: &str) -> String {
        let found = self.bid.sites.iter().find(|s| s.id == id);
        found.map_or_else(|| id.to_owned(), |s| s.label.get(self.lang).to_owned())
    }

    /// The name of a team, or what it does where it has none.
    fn team(&self, lot: &str, id: &str) -> String {
        let lot = self.bid.lot(lot).map(|l| &self.bid.lots[l]);
        let is_of = |position: &&Position| position.id.split('.').next() == Some(id);
        let position = lot.and_then(|lot| lot.positions.iter().find(is_of));
        let name = |position: &Position| match &position.team {
            Some(team) => team.get(self.lang).to_owned(),
            None => nature_name(position.nature, self.lang).to_owned(),
        };
        position.map_or_else(|| format!("{} {id}", self.lang.pick("Équipe", "Team")), name)
    }

    fn post(&self, lot: &str, id: &str) -> String {
        let (bid, lang) = (self.bid, self.lang);
        let found = bid.lot(lot).and_then(|l| Some((l, bid.lots[l].positions.position(|p| p.id == id)?)));
        let name = |(l, p): (LotId, PositionId)| {
            format!("{} · {}", post_name(bid, l, p, lang), who_name(bid, bid.lots[l].positions[p].who, lang))
        };
        found.map_or_else(|| id.replace('.', " · "), name)
    }

    /// The name of a volume, an application, a platform item, a cost that falls once.
    fn piece(&self, lot: &str, kind: &str, id: &str) -> Option<&str> {
        let lot = &self.bid.lots[self.bid.lot(lot)?];
        let label = match kind {
            "volumes" => lot.volumes.iter().find(|(of, ..)| of == id)?.2.as_ref(),
            "applications" => lot.applications.iter().find(|of| of.id == id).map(|of| &of.label),
            "platform" => lot.platform.iter().find(|of| of.id == id).map(|of| &of.label),
            _ => lot.one_offs.iter().find(|of| of.id == id).map(|of| &of.label),
        };
        label.map(|label| label.get(self.lang))
    }

    fn line(&self, lot: &str, id: &str) -> String {
        let lot = self.bid.lot(lot).map(|l| &self.bid.lots[l]);
        let line = lot.and_then(|lot| lot.lines.iter().find(|line| line.id == id));
        line.map_or_else(|| id.to_owned(), |line| format!("{} {}", line.code, line.label))
    }

    /// A name, with the point of a course; a step that is a course has points of its own.
    fn with_points(&self, name: String, rest: &[&str]) -> String {
        let points = rest.chunks(2).map(|point| match point {
            [unit, at] => self.from(unit, at),
            words => words.join(" "),
        });
        std::iter::once(name).chain(points).collect::<Vec<_>>().join(", ")
    }

    fn from(&self, unit: &str, at: &str) -> String {
        match unit {
            "years" => format!("{} {at}", self.lang.pick("dès l’année", "from year")),
            "months" => format!("{} {at}", self.lang.pick("dès le mois", "from month")),
            _ => format!("{} {at}", self.lang.pick("dès", "from")),
        }
    }

    /// A key of the model.
    fn word(&self, key: &str) -> String {
        let lang = self.lang;
        if let Some(nature) = Nature::ALL.into_iter().find(|n| n.id() == key) {
            return nature_name(nature, lang).to_owned();
        }
        if let Some(label) = self.thing(key) {
            return label;
        }
        let word = match key {
            "in_bid" => lang.pick("dans l’offre", "in the bid"),
            "mix" => lang.pick("mix de sites", "mix of sites"),
            "fte" => lang.pick("ETP", "FTE"),
            "days" => lang.pick("jours par unité", "days for a unit"),
            "per_month" => lang.pick("par mois", "per month"),
            "volumes" => lang.pick("Volume", "Volume"),
            "applications" => lang.pick("Application", "Application"),
            "joins" => lang.pick("mois d’arrivée", "month it joins"),
            "late" => lang.pick("mois de retard", "months late"),
            "size" => lang.pick("taille", "size"),
            "platform" => lang.pick("Plateforme", "Platform"),
            "one_offs" => lang.pick("Ponctuel", "One-off"),
            "count" => lang.pick("nombre", "count"),
            "unit_month" => lang.pick("prix d’un par mois", "price of one a month"),
            "drift" => lang.pick("Dérive annuelle", "Yearly drift"),
            "amount" => lang.pick("montant", "amount"),
            "quantity" => lang.pick("quantité", "quantity"),
            "weight" => lang.pick("poids", "weight"),
            "workload" => lang.pick("charge d’une unité", "workload of a unit"),
            "given" => lang.pick("prix imposé", "given price"),
            "number" => lang.pick("Numéro du lot", "Number of the lot"),
            "productivity" => lang.pick("Productivité", "Productivity"),
            "start" => lang.pick("premier mois", "first month"),
            "steady" => lang.pick("en régime", "steady"),
            "months" => lang.pick("mois d’apprentissage", "months to learn"),
            "coordination" => lang.pick("Coordination par personne", "Coordination for each head"),
            "per_head_month" => lang.pick("Coût par personne et par mois", "Cost of a head a month"),
            "absence_days" => lang.pick("Jours d’absence par an", "Days of absence a year"),
            "minimum" => lang.pick("Minimum", "Minimum"),
            "overheads" => lang.pick("Frais", "Overheads"),
            "provision" => lang.pick("Provision", "Provision"),
            "margin" => lang.pick("Marge sur le prix", "Margin on the price"),
            "gain" => lang.pick("Gain annuel", "Yearly gain"),
            "default" => lang.pick("par défaut", "default"),
            "rate" => lang.pick("taux", "rate"),
            "eur" => lang.pick("Euros pour une unité", "Euros for a unit"),
            "hours_per_day" => lang.pick("Heures par jour", "Hours a day"),
            "vat" => lang.pick("Taux de TVA", "VAT rate"),
            "financing_rate" => lang.pick("Taux de financement", "Financing rate"),
            "revision" => lang.pick("Révision des prix", "Price revision"),
            "fixed" => lang.pick("part fixe", "fixed part"),
            "variable" => lang.pick("part variable", "variable part"),
            "index" => lang.pick("indice, par an", "index, per year"),
            "cap" => match self.bid.contract.revision.as_ref().and_then(|revision| revision.cap) {
                Some((_, Safeguard::Cumulative)) => {
                    lang.pick("plafond sur la durée du contrat", "cap over the contract")
                }
                _ => lang.pick("plafond par an", "cap per year"),
            },
            other => other,
        };
        word.to_owned()
    }

    /// The unit of a figure; of an amount its currency.
    pub fn unit(&self, figure: &Figure) -> String {
        let card = figure.path.strip_prefix("rates.").and_then(|path| path.split('.').next());
        let card = card.and_then(|id| self.bid.cards.iter().find(|card| card.id == id));
        match (figure.unit, card) {
            ("money", Some(card)) => self.bid.currencies[card.currency].id.to_uppercase(),
            ("money", None) => "EUR".to_owned(),
            (unit, _) => unit_words(unit).get(self.lang).to_owned(),
        }
    }

    /// A source.
    pub fn source(&self, source: &Source) -> String {
        source.name(self.lang)
    }
}
