//! What readers call the things of the model, in the terms of the field.

use super::bid::{Nature, Role, Unit, Zone};
use crate::unit::Lang;

/// What a reader calls a nature.
#[must_use]
pub fn nature_name(nature: Nature, lang: Lang) -> &'static str {
    match nature {
        Nature::TransitionIn => lang.pick("Prise en charge", "Transition-in"),
        Nature::Governance => lang.pick("Pilotage", "Governance"),
        Nature::Build => lang.pick("Build (recette comprise)", "Build (testing included)"),
        Nature::Run => lang.pick("Run applicatif", "Application run"),
        Nature::Infrastructure => lang.pick("MCO/MCS infrastructure", "Infrastructure run (MCO/MCS)"),
        Nature::OnDemand => lang.pick("À la demande", "On demand"),
        Nature::TransitionOut => lang.pick("Réversibilité", "Transition-out"),
    }
}

/// What a reader calls the unit of a DQE line.
#[must_use]
pub fn unit_name(unit: Unit, lang: Lang) -> &'static str {
    match unit {
        Unit::Day => lang.pick("jour", "day"),
        Unit::Month => lang.pick("mois", "month"),
        Unit::WorkUnit => lang.pick("UO", "work unit"),
        Unit::LumpSum => lang.pick("forfait", "lump sum"),
    }
}

/// What a reader calls a zone.
#[must_use]
pub fn zone_name(zone: Zone, lang: Lang) -> &'static str {
    match zone {
        Zone::Onshore => lang.pick("France", "onshore"),
        Zone::Nearshore => "nearshore",
        Zone::Offshore => "offshore",
    }
}

/// What a reader calls the role of a partner.
#[must_use]
pub fn role_name(role: Role, lang: Lang) -> &'static str {
    match role {
        Role::Lead => lang.pick("mandataire", "lead"),
        Role::CoContractor => lang.pick("co-traitant", "co-contractor"),
        Role::Subcontractor => lang.pick("sous-traitant", "subcontractor"),
    }
}
