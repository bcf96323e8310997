//! The commands; the only module that prints.

mod build;
mod check;
mod config;
mod export;
mod find;
mod lang;
mod output;
mod search;
mod show;
mod tasks;
mod trace;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::index::{IndexError, Store};
use crate::read::worker;
use crate::search::SearchError;
use crate::walk::WalkError;

use config::Config;
use lang::Lang;

/// Nothing found, several candidates, or a failed `verify`.
const NOTHING: u8 = 1;
/// Wrong use.
const USAGE: u8 = 2;
/// Done, but some files could not be read.
const UNREAD: u8 = 3;
/// No index, or one that cannot be used.
const INDEX: u8 = 4;
/// Interrupted; the index can still be used.
const INTERRUPTED: u8 = 130;

/// Reads a folder of Vietnamese administrative documents: who must do what by when, and who has issued what to
/// implement it. One command builds the index, the others answer from it.
#[derive(Debug, Parser)]
#[command(name = "vanban", version, propagate_version = true, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Folder of the index
    #[arg(long, global = true, env = "VANBAN_INDEX", value_name = "DIR", help_heading = "Everywhere")]
    index: Option<PathBuf>,
    /// Language of messages: en or vi; without it the locale decides
    #[arg(long, global = true, env = "VANBAN_LANG", value_name = "LANG", help_heading = "Everywhere")]
    lang: Option<Lang>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Args),
    Search(search::Args),
    Show(show::Args),
    Trace(trace::Args),
    Tasks(tasks::Args),
    Check(check::Args),
    Export(export::Args),
    Verify(verify::Args),
}

/// What every command is given.
#[derive(Debug)]
struct Setting {
    index: PathBuf,
    lang: Lang,
    config: Config,
}

impl Setting {
    fn store(&self) -> Result<Store, IndexError> {
        Store::open(&self.index)
    }
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|first| first == worker::ARGUMENT) {
        return worker::serve();
    }
    let cli = Cli::parse_from(search::excluding(std::env::args_os().collect()));
    let outcome = Config::load().and_then(|config| {
        let lang = cli.lang.or(config.lang).unwrap_or_else(Lang::of_locale);
        let index = cli.index.or_else(|| config.index.clone()).unwrap_or_else(|| PathBuf::from("index"));
        let setting = Setting { index, lang, config };
        match cli.command {
            Command::Build(args) => build::run(args, &setting),
            Command::Search(args) => search::run(args, &setting),
            Command::Show(args) => show::run(args, &setting),
            Command::Trace(args) => trace::run(args, &setting),
            Command::Tasks(args) => tasks::run(args, &setting),
            Command::Check(args) => check::run(args, &setting),
            Command::Export(args) => export::run(args, &setting),
            Command::Verify(args) => verify::run(args, &setting),
        }
    });
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(error) => fail(&error),
    }
}

/// Wrong use that clap cannot see.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Usage(String);

fn fail(error: &anyhow::Error) -> ExitCode {
    let io = error.downcast_ref::<std::io::Error>();
    if io.is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe) {
        return ExitCode::SUCCESS;
    }
    output::message(&format!("vanban: {error:#}"));
    let search = error.downcast_ref::<SearchError>();
    if error.is::<IndexError>() || matches!(search, Some(SearchError::Index(_))) {
        ExitCode::from(INDEX)
    } else if error.is::<Usage>() || error.is::<WalkError>() || search.is_some() {
        ExitCode::from(USAGE)
    } else {
        ExitCode::from(NOTHING)
    }
}
