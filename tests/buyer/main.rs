//! The buyer's form: found, matched, laid out, filled, and searched for leaks.

#[path = "../support/mod.rs"]
mod support;

mod faults;
mod fill;
mod form;
mod form_formulas;
mod forms;
mod fr_form;
mod layouts;
mod leaks;
mod leaks_again;
mod leaks_named;
mod map;
mod matching;
mod programs;
mod question_lists;
mod remarks;
mod schedules;
mod several_prices;
mod wordings;
