//! How a scale of the buyer's matches one of ours.

use typed_index_collections::TiSlice;

use super::evidence::{Agrees, Evidence, Sureness};
use super::lexicon::Ladder;
use super::ours::OurLine;
use super::scales::Scale;
use super::theirs::Theirs;
use super::wording::{Step, Term, Weights, What, is_core};
use crate::model::bid::LineId;

/// How the steps of a scale of the buyer's are ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fit {
    /// Step by step, each as sure as this.
    Steps(Sureness),
    /// It reads like ours, and has other steps or an order that is not known: a person decides.
    Open,
}

/// How a scale of the buyer's matches one of our scales; `None` where it does not.
pub(super) fn fit(
    theirs: (&Scale<usize>, &[Theirs<'_>]), ours: (&Scale<LineId>, &TiSlice<LineId, OurLine>), weights: &Weights,
) -> Option<(u32, Fit)> {
    let ((scale, rows), (of, lines)) = (theirs, ours);
    let (row, line) = (&rows[scale.first()?], &lines[of.first()?]);
    // What they share but for the step says whether they are one service.
    let base = Evidence { step: Agrees::Unknown, ..Evidence::of(row, line, weights) };
    // A word before the work that all of its steps have and that is not known, `lot d'évolution`, does not say which is which:
    // beside as many steps of ours, of the same work and unit, it leaves them likely. One after it says on what the work is done.
    let same = scale.steps.len() == of.steps.len() && base.unit == Agrees::Yes && base.kind == Agrees::Yes;
    let terms = &row.words.terms;
    let before = terms.iter().position(is_core).is_some_and(|core| terms[core..].iter().all(|term| !is_unknown(term)));
    let unknown = base.explained == Agrees::No && same && before && !row.words.renews;
    let base = if unknown { Evidence { explained: Agrees::Unknown, ..base } } else { base };
    // Bare steps of our unit, where no section says that they are of another service, are ours.
    let bare = row.bare
        && row.words.terms.is_empty()
        && base.unit == Agrees::Yes
        && ![base.kind, base.stated].contains(&Agrees::No);
    let most = if unknown { Sureness::Likely } else { Sureness::Sure };
    let sureness = if bare { Some(Sureness::Likely) } else { base.sureness() }?.min(most);
    let seniority = |step: Step| matches!(step, Step::One(grade) if grade.ladder == Ladder::Seniority);
    if seniority(row.words.step) != seniority(line.words.step) && line.words.step != Step::None {
        return None;
    }
    // One word on both sides at different places of the order: which of the two counts?
    let grade = |step: Step| match step {
        Step::One(grade) => Some(grade),
        _ => None,
    };
    let crossed = scale.steps.iter().enumerate().any(|(n, of_step)| {
        let own = of_step.first().and_then(|at| grade(rows[*at].words.step));
        let same =
            |lines_of: &Vec<LineId>| lines_of.iter().any(|at| own.is_some() && grade(lines[*at].words.step) == own);
        of.steps.iter().position(same).is_some_and(|other| other != n)
    });
    // `Peu complexe`, `complexe`, `très complexe`: one word, less and more of it, is in its order whatever its middle is with us.
    let said = |at: &Vec<usize>, of: &[&str]| {
        at.first().is_some_and(|at| rows[*at].folded.split(' ').any(|word| of.contains(&word)))
    };
    let modified = match &scale.steps[..] {
        [least, _, most] => said(least, &["peu", "non"]) && said(most, &["tres"]),
        _ => false,
    };
    let crossed = crossed && !modified;
    let steps = scale.ordered && of.ordered && scale.steps.len() == of.steps.len() && !crossed;
    let fit = if steps && sureness > Sureness::Doubtful { Fit::Steps(sureness) } else { Fit::Open };
    Some((base.points(), fit))
}

/// Is it a word that the lexicon does not know, and no detail?
fn is_unknown(term: &Term) -> bool {
    !term.detail && matches!(term.what, What::Word(_))
}
