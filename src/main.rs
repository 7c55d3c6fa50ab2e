//! The `chiffrage` command.

fn main() -> std::process::ExitCode {
    chiffrage::cli::run()
}
