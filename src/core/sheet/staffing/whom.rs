//! Which people a staffing plan is of.

use super::super::price::lot_name;
use super::People;
use crate::engine::{Duty, Origin, Post};
use crate::model::bid::{Base, LotId, ProfileId, SiteId, Who};
use crate::model::{Bid, nature_name};
use crate::unit::Lang;

/// Which people; all of them where nothing is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Whom {
    /// Of this lot.
    pub lot: Option<LotId>,
    /// At this site.
    pub site: Option<SiteId>,
    /// Of this profile.
    pub profile: Option<ProfileId>,
    /// Of this team, among [`Whom::teams`].
    pub team: Option<usize>,
}

/// A team: of a lot, of several lots under one id, or a pool.
#[derive(Debug, Clone)]
pub struct TeamOf {
    /// Its id in the models.
    pub id: String,
    /// The lot, where it is of one.
    pub lot: Option<LotId>,
    /// What a reader calls it where its lot is known.
    pub name: String,
    /// What a reader calls it beside those of other lots.
    pub label: String,
}

impl Whom {
    /// The teams of a bid, those of its lots first, then its pools. What is done on demand is of no team.
    #[must_use]
    pub fn teams(bid: &Bid, lang: Lang) -> Vec<TeamOf> {
        let mut teams: Vec<TeamOf> = Vec::new();
        for (l, lot) in bid.lots.iter_enumerated() {
            for position in lot.positions.iter().filter(|position| matches!(position.who, Who::Profile(_))) {
                let Some((id, _)) = position.id.split_once('.') else { continue };
                let is_sold = matches!(position.base, Base::DayLine { .. });
                if is_sold || teams.iter().any(|team| team.id == id && team.lot == Some(l)) {
                    continue;
                }
                // A team without a name does the work of its nature.
                let nature = nature_name(position.nature, lang);
                let named = position.team.as_ref().map_or(nature, |team| team.get(lang));
                let label = format!("Lot {}{}{named}", lot_name(bid, l, lang), lang.colon());
                teams.push(TeamOf { id: id.to_owned(), lot: Some(l), name: named.to_owned(), label });
            }
        }
        teams.extend(bid.pools.iter().map(|pool| TeamOf {
            id: pool.id.clone(),
            lot: None,
            name: pool.label.get(lang).to_owned(),
            label: pool.label.get(lang).to_owned(),
        }));
        teams
    }

    /// Whether a post is among them.
    pub(super) fn takes<'p>(self, people: &'p People<'_>) -> impl Fn(&Post) -> bool + 'p {
        // The teams of several lots may have one id.
        let teams = Self::teams(people.bid, people.lang);
        let id = self.team.map(|team| teams.get(team).map(|team| team.id.clone()).unwrap_or_default());
        let teams: Vec<TeamOf> = teams.into_iter().filter(|team| Some(&team.id) == id.as_ref()).collect();
        move |post| {
            self.lot.is_none_or(|lot| lot == post.lot)
                && self.site.is_none_or(|site| site == post.site)
                && self.profile.is_none_or(|profile| profile == post.profile)
                && (id.is_none() || teams.iter().any(|team| team.has(people, post)))
        }
    }

    /// Are they people of lots, whoever and wherever they are?
    pub(super) fn is_of_lots(&self) -> bool {
        Self { lot: None, ..*self } == Self::default()
    }

    /// Are coordinators among them? They are of no team.
    pub(super) fn has_coordination(&self) -> bool {
        self.team.is_none()
    }

    /// Who they are, in words.
    pub(super) fn name(&self, bid: &Bid, lang: Lang) -> String {
        let lot = self.lot.map_or_else(
            || lang.pick("tous les lots", "all lots").to_owned(),
            |lot| format!("lot {}", lot_name(bid, lot, lang)),
        );
        let site = self.site.map(|site| bid.sites[site].label.get(lang).to_owned());
        let profile = self.profile.map(|profile| bid.profiles[profile].label.get(lang).to_owned());
        let team = self.team.and_then(|team| Self::teams(bid, lang).into_iter().nth(team));
        let team = team.map(|team| team.name);
        [Some(lot), team, profile, site].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// The name of their sheet in a workbook.
    pub(super) fn tab(&self, bid: &Bid, lang: Lang) -> String {
        let tab = self.lot.map(|lot| format!("Lot {}", bid.lot_number(lot)));
        tab.unwrap_or_else(|| lang.pick("Tous", "All").to_owned())
    }
}

impl TeamOf {
    /// Is a post one of the team's?
    pub(super) fn has(&self, people: &People<'_>, post: &Post) -> bool {
        let Duty::Work { row, .. } = post.duty else { return false };
        match people.estimate.plan.rows[row].origin {
            Origin::Position(position) => {
                let position = &people.bid.lots[post.lot].positions[position];
                let is_sold = matches!(position.base, Base::DayLine { .. });
                let of = position.id.split_once('.').is_some_and(|(id, _)| id == self.id);
                !is_sold && self.lot == Some(post.lot) && of
            }
            Origin::Pool(pool) => self.lot.is_none() && people.bid.pools[pool].id == self.id,
        }
    }
}
