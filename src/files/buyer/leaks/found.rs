//! What was found so far, each once.

use std::collections::HashSet;

use super::{Kind, Leak};
use crate::unit::Text;

/// Of what is sure, and of what is not, so many are kept: nobody reads more, and a hostile file has millions.
const KEPT: usize = 500;

/// Leaks in the order in which they were found.
#[derive(Default)]
pub(super) struct Found {
    kept: Vec<Leak>,
    known: HashSet<Leak>,
    sure: usize,
    left_out: usize,
}

impl Found {
    /// Adds one, unless it is there already.
    pub(super) fn push(&mut self, leak: Leak) {
        let of_its_kind = if leak.sure { self.sure } else { self.kept.len() - self.sure };
        if self.known.contains(&leak) {
            return;
        }
        if of_its_kind >= KEPT {
            self.left_out += 1;
            return;
        }
        self.sure += usize::from(leak.sure);
        self.known.insert(leak.clone());
        self.kept.push(leak);
    }

    /// How many were found so far: those that are sure, and all.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.sure + self.left_out, self.kept.len() + self.left_out)
    }

    /// All that was kept, and how many more there were.
    pub(super) fn finish(mut self) -> Vec<Leak> {
        if self.left_out > 0 {
            let more = self.left_out;
            let what = Text::each(|lang| {
                format!("{more} {}", lang.pick("autres constats ne sont pas listés", "more are not listed"))
            });
            self.kept.push(Leak {
                kind: Kind::Unsearched,
                part: String::new(),
                place: String::new(),
                what,
                sure: false,
            });
        }
        self.kept
    }
}
