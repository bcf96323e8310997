//! Scans: recognised once and never again, page by page, and a clear word where tesseract is not installed.
//!
//! A script stands in for tesseract: it says something new at every call, so what is said twice was not asked twice.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;

use std::io::Cursor;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use pdf_writer::{Content, Name, Pdf, Rect, Ref};
use program::{Place, Run};
use tiff::encoder::TiffEncoder;
use tiff::encoder::colortype::Gray8;

/// Columns of each image, and rows of those that the script fails on and that it never ends with: it knows them by the size
/// of their files, which is a few rows more than that of their pixels.
const WIDTH: i32 = 120;
const BROKEN: i32 = 130;
const ENDLESS: i32 = 140;

/// A scan of pages whose images are so many pixels high.
fn scan(heights: &[i32]) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let (catalog, tree) = (Ref::new(1), Ref::new(2));
    let id = |page: usize, part: i32| Ref::new(10 + 3 * page as i32 + part);
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids((0..heights.len()).map(|page| id(page, 0))).count(heights.len() as i32);
    for (page, height) in heights.iter().enumerate() {
        let mut shown = pdf.page(id(page, 0));
        shown.parent(tree).media_box(Rect::new(0.0, 0.0, 36.0, 36.0)).contents(id(page, 1));
        shown.resources().x_objects().pair(Name(b"I"), id(page, 2));
        drop(shown);
        let mut content = Content::new();
        content.transform([36.0, 0.0, 0.0, 36.0, 0.0, 0.0]).x_object(Name(b"I"));
        pdf.stream(id(page, 1), &content.finish());
        let pixels = vec![255; (WIDTH * *height) as usize];
        let mut image = pdf.image_xobject(id(page, 2), &pixels);
        image.width(WIDTH).height(*height).bits_per_component(8);
        image.color_space().device_gray();
    }
    pdf.finish()
}

/// Puts a stand-in of this version into a folder of its own.
fn stand_in(place: &Place, version: u32) -> PathBuf {
    let folder = place.root.path().join("bin");
    std::fs::create_dir_all(&folder).unwrap();
    let script = format!(
        "#!/bin/bash\n\
         case $1 in --list-langs) echo vie; exit;; --version) echo tesseract {version}; exit;; esac\n\
         rows=$(($(wc -c) / {WIDTH}))\n\
         [ $((rows / 10)) = {} ] && while :; do :; done\n\
         [ $((rows / 10)) = {} ] && exit 1\n\
         printf 'head\\n4\\t1\\t1\\t1\\t1\\t0\\t0\\t0\\t90\\t20\\t-1\\t\\n'\n\
         printf '5\\t1\\t1\\t1\\t1\\t1\\t0\\t0\\t40\\t20\\t96\\tTrang\\n'\n\
         printf '5\\t1\\t1\\t1\\t1\\t2\\t50\\t0\\t40\\t20\\t96\\t%s\\n' $(date +%s%N)\n",
        ENDLESS / 10,
        BROKEN / 10
    );
    let path = folder.join("tesseract");
    std::fs::write(&path, script).unwrap();
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).unwrap();
    folder
}

fn build(place: &Place, path: &str, more: &[&str]) -> Run {
    let arguments = [&["build", "kho", "--json"], more].concat();
    Run::of(place.command(&arguments).env("PATH", path).output().unwrap())
}

fn text(place: &Place, path: &str) -> String {
    place.run(&["show", path, "--text"]).out
}

#[test]
fn an_image_is_recognised_once_whatever_becomes_of_its_file() {
    let place = Place::new();
    let path = format!("{}:/usr/bin:/bin", stand_in(&place, 5).display());
    place.write("a.pdf", scan(&[100, 101, 102]));
    assert_eq!(build(&place, &path, &[]).code, Some(0));
    let first = text(&place, "kho/a.pdf");
    assert_eq!(first.matches("Trang").count(), 3, "{first}");

    let mut signed = scan(&[100, 101, 102]);
    signed.extend(b"% signed");
    place.write("a.pdf", &signed);
    build(&place, &path, &[]);
    assert_eq!(text(&place, "kho/a.pdf"), first, "bytes that do not show on the page");

    std::fs::rename(place.corpus().join("a.pdf"), place.corpus().join("b.pdf")).unwrap();
    build(&place, &path, &[]);
    signed.extend(b" twice");
    place.write("b.pdf", &signed);
    build(&place, &path, &[]);
    assert_eq!(text(&place, "kho/b.pdf"), first, "renamed, then changed");

    place.write("b.pdf", scan(&[100, 103, 102]));
    build(&place, &path, &[]);
    let pages = |text: &str| text.split('\u{c}').map(|page| page.trim().to_owned()).collect::<Vec<_>>();
    let (before, after) = (pages(&first), pages(&text(&place, "kho/b.pdf")));
    assert_eq!((&before[0], &before[2]), (&after[0], &after[2]), "the pages that stayed");
    assert_ne!(before[1], after[1], "the page that changed");

    stand_in(&place, 6);
    place.write("b.pdf", [&signed[..], b" again"].concat());
    build(&place, &path, &[]);
    assert_ne!(pages(&text(&place, "kho/b.pdf"))[0], before[0], "another tesseract");
}

#[test]
fn a_page_that_fails_costs_itself_and_is_tried_again() {
    let place = Place::new();
    let path = format!("{}:/usr/bin:/bin", stand_in(&place, 5).display());
    place.write("a.pdf", scan(&[100, BROKEN, ENDLESS, 101]));
    let run = build(&place, &path, &["--read-seconds", "2"]);
    assert_eq!(run.code, Some(3), "{}", run.out);
    assert!(run.out.contains("page 2 could not be read; page 3 could not be read"), "{}", run.out);
    let first = text(&place, "kho/a.pdf");
    assert_eq!(first.matches("Trang").count(), 2, "{first}");
    let doubts = || {
        let record = place.record("kho/a.pdf");
        let doubts = record["doubts"].as_array().cloned().unwrap_or_default();
        doubts.iter().filter(|doubt| doubt["kind"] == "page_not_read").count()
    };
    assert_eq!(doubts(), 2, "one for each page that was not read, none for those that were");

    let script = String::from_utf8(std::fs::read(place.root.path().join("bin/tesseract")).unwrap()).unwrap();
    let mended = script.replace("exit 1", "true").replace("while :; do :; done", "true");
    std::fs::write(place.root.path().join("bin/tesseract"), mended).unwrap();
    assert_eq!(build(&place, &path, &[]).code, Some(0));
    let second = text(&place, "kho/a.pdf");
    assert_eq!(second.matches("Trang").count(), 4, "{second}");
    assert_eq!(doubts(), 0);
    assert!(second.starts_with(first.split('\u{c}').next().unwrap()), "the first page is known: {first} {second}");
}

#[test]
fn image_files_are_pages() {
    let place = Place::new();
    let path = format!("{}:/usr/bin:/bin", stand_in(&place, 5).display());
    let mut tiff = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut tiff).unwrap();
    for height in 20..23 {
        encoder.write_image::<Gray8>(30, height, &vec![255; 30 * height as usize]).unwrap();
    }
    place.write("a.tif", tiff.into_inner());
    let mut png = Cursor::new(Vec::new());
    image::GrayImage::from_pixel(30, 40, image::Luma([255])).write_to(&mut png, image::ImageFormat::Png).unwrap();
    place.write("b.png", png.into_inner());
    place.write("c.jpg", b"\xff\xd8\xff\xe0 and nothing more");
    let run = build(&place, &path, &[]);
    assert_eq!(run.code, Some(3), "{}", run.out);
    assert_eq!(place.record("kho/a.tif")["pages"], 3);
    assert_eq!(text(&place, "kho/a.tif").split('\u{c}').filter(|page| page.contains("Trang")).count(), 3);
    assert_eq!(place.record("kho/b.png")["text_source"], "ocr");
    assert_eq!(place.record("kho/c.jpg")["error"]["kind"], "malformed");
}

#[test]
fn without_tesseract_a_scan_says_what_to_install() {
    let place = Place::new();
    place.write("a.pdf", scan(&[100]));
    place.write("b.txt", program::plan(7, "Nâng cao chỉ số PAPI"));
    let run = build(&place, "/nowhere", &[]);
    assert_eq!(run.code, Some(3));
    assert!(run.out.contains("tesseract is not installed: apt install tesseract-ocr-vie"), "{}", run.out);
    assert_eq!(place.record("kho/a.pdf")["error"]["kind"], "ocr_missing");
    assert_eq!(place.record("kho/b.txt")["document"]["code_number"], "7", "everything else works");
}

#[test]
fn what_is_required_is_looked_for_before_anything_is_read() {
    let place = Place::new();
    place.write("a.pdf", scan(&[100]));
    let run = build(&place, "/nowhere", &["--ocr", "require"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("apt install tesseract-ocr-vie"), "{}", run.err);
    assert!(!place.index().exists());
}

/// The script that stands in for tesseract tries what a hostile file could make it do.
#[test]
#[cfg(target_os = "linux")]
fn what_a_reading_process_starts_makes_no_connection_and_no_file() {
    let place = Place::new();
    let path = format!("{}:/usr/bin:/bin", stand_in(&place, 5).display());
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let (port, made) = (listener.local_addr().unwrap().port(), place.root.path().join("made"));
    let victim = place.root.path().join("victim");
    std::fs::write(&victim, "whole").unwrap();
    let script = place.root.path().join("bin/tesseract");
    let trial = format!(
        "(exec 3<>/dev/tcp/127.0.0.1/{port}) && exit 1\n(echo > {0}) && exit 1\n(: > {1}) && exit 1\nrm -f {1}\nread -r kind",
        made.display(),
        victim.display()
    );
    let tried = String::from_utf8(std::fs::read(&script).unwrap()).unwrap().replacen("read -r kind", &trial, 1);
    std::fs::write(&script, tried).unwrap();
    place.write("a.pdf", scan(&[100]));
    let run = build(&place, &path, &[]);
    let summary: serde_json::Value = serde_json::from_str(run.out.lines().last().unwrap()).unwrap();
    if summary["isolation"]["network"] != true {
        println!("this system keeps nothing from processes: {summary}");
        return;
    }
    assert_eq!(run.code, Some(0), "{}", run.out);
    assert!(text(&place, "kho/a.pdf").contains("Trang"), "all trials were refused");
    assert!(listener.accept().is_err(), "nobody came");
    assert!(!made.exists());
    assert_eq!(std::fs::read(&victim).unwrap(), b"whole");
}
