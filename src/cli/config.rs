//! `vanban.toml` in the working folder: defaults below flags and environment.

use std::path::PathBuf;

use anyhow::Context;
use serde::Deserialize;

use super::{Usage, lang::Lang};

const NAME: &str = "vanban.toml";

/// What `vanban.toml` may say.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Config {
    pub(super) corpus: Vec<PathBuf>,
    pub(super) index: Option<PathBuf>,
    pub(super) lang: Option<Lang>,
    pub(super) threads: Option<usize>,
    pub(super) ocr: Option<String>,
    pub(super) exclude: Vec<String>,
    pub(super) max_file: Option<String>,
    pub(super) read_memory: Option<String>,
    pub(super) read_seconds: Option<u64>,
    pub(super) include_secret: bool,
}

impl Config {
    /// Reads the file where there is one.
    pub(super) fn load() -> anyhow::Result<Config> {
        let bytes = match std::fs::read(NAME) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Config::default()),
            Err(error) => return Err(error).context(NAME),
        };
        toml::from_slice(&bytes).map_err(|error| Usage(format!("{NAME}: {error}")).into())
    }
}
