//! `cargo run --example make -- --seed 7 --out DIR`: sample documents with their truth.

#[path = "mod.rs"]
mod make;

use std::path::PathBuf;

fn main() -> anyhow::Result<()> {
    let (mut seed, mut out) = (7, None);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match (arg.as_str(), args.next()) {
            ("--seed", Some(value)) => seed = value.parse()?,
            ("--out", Some(value)) => out = Some(PathBuf::from(value)),
            _ => anyhow::bail!("usage: make [--seed N] --out DIR"),
        }
    }
    let out = out.ok_or_else(|| anyhow::anyhow!("--out is missing: where shall the documents go?"))?;
    make::make(seed, &out)?;
    Ok(())
}
