//! Use cases: each a function from what is asked to what is answered, or to why it is refused. It reads no file, prints
//! nothing and knows no exit code: the command line is one of its users.

mod check;
mod dqe;
mod forecast;
mod priced;
mod sensitivity;

pub use check::check;
pub use dqe::dqe;
pub use forecast::{break_evens, forecast, loads};
pub use priced::{Priced, priced};
pub use sensitivity::output;
