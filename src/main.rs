//! The program: exit code and nothing else.

fn main() -> std::process::ExitCode {
    vanban::cli::run()
}
