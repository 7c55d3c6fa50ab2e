//! What each finding says, in French and in English: one function for each thing that can be wrong, which takes what is
//! known of it and gives the finding whole. No sentence of a finding is written elsewhere.
//!
//! A file for each family of codes. In French, a no-break space stands before `:`, `;`, `!`, `?`, `%` and `€`, and inside
//! « »; what is typed as it is (keys, paths, commands, codes of lines) stands between backquotes in both languages.

pub mod file;
