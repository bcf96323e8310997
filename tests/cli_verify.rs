//! `vanban verify`: whole as built, and not after one byte was changed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;

use program::{Place, plan};

#[test]
fn one_changed_byte_is_found() {
    let place = Place::new();
    for number in 1..4 {
        place.write(&format!("{number}.txt"), plan(number, "Nâng cao chỉ số PAPI"));
    }
    place.build(&[]);
    let whole = place.run(&["verify", "--files"]);
    assert_eq!(whole.code, Some(0), "{}{}", whole.out, whole.err);
    let store = std::fs::read_dir(place.index()).unwrap().map(|file| file.unwrap().path());
    let store = store.into_iter().find(|path| path.extension().is_some_and(|extension| extension == "store")).unwrap();
    let mut bytes = std::fs::read(&store).unwrap();
    let word = b"KH-UBND";
    let at = bytes.windows(word.len()).position(|window| window == word).unwrap();
    bytes[at] = b'X';
    std::fs::write(&store, bytes).unwrap();
    let run = place.run(&["verify"]);
    assert_eq!(run.code, Some(1), "{}{}", run.out, run.err);
    assert!(!run.out.is_empty());
}

#[test]
fn a_file_changed_since_is_found() {
    let place = Place::new();
    place.write("a.txt", plan(1, "Một"));
    place.build(&[]);
    place.write("a.txt", plan(2, "Hai"));
    assert_eq!(place.run(&["verify"]).code, Some(0));
    let run = place.run(&["verify", "--files"]);
    assert_eq!(run.code, Some(1));
    assert!(run.out.contains("kho/a.txt"), "{}", run.out);
}
