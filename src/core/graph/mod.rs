//! The method recorded: the engine run once on a number that remembers how it was made.
//!
//! [`record`] prices a bid on [`Recorded`] numbers, and the rest of the engine (staffing, revenue, cash) runs on them as well.
//! The estimate is the same, and every cell of it is a node of a [`Graph`]: an operation on other nodes, down to the figures
//! of the model and constants. The graph is
//!
//! - evaluated on other values of its figures, in exact decimals (the engine's own digits) or in floats;
//! - differentiated: [`Graph::slopes`] gives the slope of one cell by every figure in one pass backwards;
//! - specialised: [`Graph::specialise`] makes the program that computes some cells from the few figures that vary, many
//!   settings of them at a time.
//!
//! A graph is right for every value of its figures under which the engine would take the branches it took. `least`,
//! `greatest` and `choose` are not branches: both sides are recorded. What remains is structure (is there any effort in this
//! month, is this share zero) and refusals; each such question is kept as a [`Condition`], and [`Graph::holds`] asks them again.
//!
//! Names: the engine gives each step of the method its [`Name`](crate::engine::Name) where it computes it (`Named::named`, nothing on
//! exact decimals), and a recorder that is [`naming`](Recorder::naming) keeps it as a node of its own, [`Node::Named`].
//! What a step is called, counts and which section states it is declared once, in `engine/step.rs`. A step is explained by
//! walking its node down to the next named nodes, figures and constants; cells of one name but for the month are a row,
//! and months of a row that are made alike of the same figures fold into one line. What is no step of the method has no name.
//!
//! There is no global state: a handle carries a reference to its [`Recorder`]. Constants have one node for each value.

mod evaluate;
mod float;
mod linear;
mod node;
mod output;
mod program;
mod record;
mod recorded;
mod registers;
mod sensitivity;
mod slopes;
mod specialise;

pub use evaluate::Values;
pub use float::Float;
pub use node::{Choice, Condition, Graph, Node, NodeId, Question};
pub use output::Output;
pub use program::{LANES, Machine, Program};
pub use record::{Recording, record};
pub use recorded::{Cell, Recorded, Recorder};
pub use sensitivity::{FigureMove, Held, PeopleMove, Sensitivity, Swing, sensitivity};
pub use slopes::Slopes;
