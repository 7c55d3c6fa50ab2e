use std::ops::Range;

use crate::diag::Finding;
use crate::diag::message::workbook::{Excess, too_much};

/// From one place to another in a text or a list: half the bytes of a range, since a sheet has a million.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    from: u32,
    to: u32,
}

impl Span {
    /// Of a range.
    pub fn of(range: Range<usize>) -> Result<Self, Finding> {
        let place = |at: usize| u32::try_from(at).map_err(|_| too_much(Excess::Part));
        Ok(Self { from: place(range.start)?, to: place(range.end)? })
    }

    /// As a range.
    pub fn range(self) -> Range<usize> {
        self.from as usize..self.to as usize
    }
}
