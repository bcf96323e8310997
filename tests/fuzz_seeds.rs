//! The seeds of the fuzz targets as ordinary tests: whole, cut at every place, and with single bits turned.

#[path = "fuzz/targets.rs"]
mod targets;

use std::path::Path;

/// Cuts and turned bits of one seed.
const MOST: usize = 60;

#[test]
fn seeds_and_their_damaged_copies_break_nothing() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds");
    for (name, _) in targets::TARGETS {
        let run = |data: &[u8]| targets::run(name, data);
        let mut count = 0;
        for entry in std::fs::read_dir(seeds.join(name)).expect("seeds of each target") {
            let seed = std::fs::read(entry.expect("a seed").path()).expect("readable");
            run(&seed);
            for step in 0..MOST {
                let at = step * seed.len() / MOST;
                run(&seed[..at]);
                let mut turned = seed.clone();
                if let Some(byte) = turned.get_mut(at) {
                    *byte ^= 1 << (step % 8);
                }
                run(&turned);
            }
            count += 1;
        }
        assert!(count > 0, "{name} has no seed");
        println!("{name}: {count} seeds");
    }
}
