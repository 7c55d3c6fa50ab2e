//! What the reports show of the figures: tables, workbooks, pages, explanations, and the workbook read back.

#[path = "../generate/mod.rs"]
mod generate;
#[path = "../support/mod.rs"]
mod support;

mod accessible;
mod assumptions;
mod decision;
mod explained;
mod justify;
mod living;
mod page;
mod pages;
mod pictures;
mod read;
mod sensitivity;
mod staffing;
mod sweep;
mod tables;
mod terminal;
mod workbook;
