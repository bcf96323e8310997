//! The commands; the only module that prints.

use std::process::ExitCode;

use crate::read::worker;

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|first| first == worker::ARGUMENT) {
        return worker::serve();
    }
    ExitCode::SUCCESS
}
