//! What reading a file from outside may take.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering::Relaxed};

use cap::Cap;
use mimalloc::MiMalloc;

/// Counts the memory in use, so that a reader is stopped before none is left.
#[global_allocator]
static ALLOCATOR: Cap<MiMalloc> = Cap::new(MiMalloc, usize::MAX);

/// The memory that the process may have in use while it reads.
static MEMORY: AtomicUsize = AtomicUsize::new(usize::MAX);

/// The work that a command may take on files from outside, weighed at the nanoseconds that it takes a release build or more:
/// less than a second of a processor. A form of 5,000 lines of 40 columns, which takes half of one, is within it.
const WORK: i64 = 1_000_000_000;

/// What reading one file may take in all, in work and memory. Every reader draws from it as it goes, so that a file made
/// to do harm is refused, in whatever way it does it.
///
/// Work is counted, not timed: the same file always takes the same. Clones draw from the same budget. Once spent it stays
/// so: a reader that cannot give a finding itself stops where it is, and whoever asked it draws once more after it.
///
/// ```
/// use chiffrage_base::unit::{Budget, Spent};
/// let budget = Budget::of(100);
/// assert_eq!(budget.draw(60), Ok(()));
/// assert_eq!(budget.drawn(), 60);
/// assert_eq!(budget.clone().draw(60), Err(Spent::Work));
/// assert_eq!(budget.draw(0), Err(Spent::Work));
///
/// Budget::limit_memory(1 << 30);
/// let budget = Budget::default();
/// assert_eq!(budget.room(1 << 31), Err(Spent::Memory));
/// assert_eq!(budget.draw(0), Err(Spent::Memory));
/// ```
#[derive(Debug, Clone)]
pub struct Budget(Arc<Left>);

/// What is left of it.
#[derive(Debug)]
struct Left {
    work: AtomicI64,
    /// What there was of it.
    whole: i64,
    /// Was more memory asked for than there is?
    full: AtomicBool,
}

/// There is no more of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Spent {
    /// The work.
    #[error("more work")]
    Work,
    /// The memory.
    #[error("more memory")]
    Memory,
}

impl Default for Budget {
    fn default() -> Self {
        Self::of(WORK)
    }
}

impl Budget {
    /// Limits the memory that the process may have in use while it reads. It has no limit until then.
    pub fn limit_memory(bytes: usize) {
        MEMORY.store(bytes, Relaxed);
    }

    /// A budget of so much work.
    #[must_use]
    pub fn of(work: i64) -> Self {
        Self(Arc::new(Left { work: AtomicI64::new(work), whole: work, full: AtomicBool::new(false) }))
    }

    /// Draws work, before or after it is done.
    ///
    /// # Errors
    /// The budget is spent, or more memory is in use than the process may have.
    pub fn draw(&self, work: usize) -> Result<(), Spent> {
        let work = i64::try_from(work).unwrap_or(WORK).min(WORK);
        // Once below zero it stays there.
        if self.0.work.fetch_sub(work, Relaxed) < work {
            return Err(Spent::Work);
        }
        self.room(0)
    }

    /// The work that was drawn from it.
    #[must_use]
    pub fn drawn(&self) -> i64 {
        self.0.whole - self.0.work.load(Relaxed)
    }

    /// Asks for memory before it is taken.
    ///
    /// # Errors
    /// There is not so much left.
    pub fn room(&self, bytes: usize) -> Result<(), Spent> {
        if ALLOCATOR.allocated().saturating_add(bytes) > MEMORY.load(Relaxed) {
            self.0.full.store(true, Relaxed);
        }
        if self.0.full.load(Relaxed) { Err(Spent::Memory) } else { Ok(()) }
    }

    /// Adds to a list that may grow long, after asking for the memory that it grows by.
    ///
    /// # Errors
    /// There is not so much left.
    pub fn push<T>(&self, list: &mut Vec<T>, item: T) -> Result<(), Spent> {
        if list.len() == list.capacity() {
            let more = (list.len() / 2).max(16);
            // While it moves it is there twice.
            self.room((list.len() + more).saturating_mul(size_of::<T>()))?;
            list.reserve_exact(more);
        }
        list.push(item);
        Ok(())
    }
}
