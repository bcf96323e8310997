//! PDFs made to hang a reader or to take its memory; each is small.

use super::Bomb;
use super::deflate::{blanks, packed};

/// Every bomb of this kind.
pub(crate) fn bombs() -> Vec<Bomb> {
    let mut found = streams();
    found.extend(forms());
    found.extend(pages());
    found.extend(fonts());
    found.extend(structure());
    found.into_iter().map(|(name, bytes)| Bomb { name: format!("{name}.pdf"), bytes }).collect()
}

const CATALOG: &str = "<</Type/Catalog/Pages 2 0 R>>";
const PAGES: &str = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
const HELVETICA: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
const HELLO: &str = "BT /F1 12 Tf 72 700 Td (UBND tinh) Tj ET";

/// A page whose content is object 4.
fn page(resources: &str) -> String {
    format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<{resources}>>>>")
}

pub(crate) fn stream(dictionary: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{dictionary}/Length {}>>stream\n", bytes.len()).into_bytes();
    out.extend(bytes);
    out.extend(b"\nendstream");
    out
}

pub(crate) fn flate(bytes: &[u8]) -> Vec<u8> {
    stream("/Filter/FlateDecode", &packed(bytes))
}

/// A file of objects, numbered from 1, the first the catalog.
fn file<T: AsRef<[u8]>>(objects: impl IntoIterator<Item = T>) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.into_iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", at + 1).bytes());
        out.extend(object.as_ref());
        out.extend(b"\nendobj\n");
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    places.iter().for_each(|place| out.extend(format!("{place:010} 00000 n \n").bytes()));
    out.extend(format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF", places.len() + 1).bytes());
    out
}

/// One page with `content`, and the objects from 5 on.
pub(crate) fn one_page(resources: &str, content: Vec<u8>, more: Vec<Vec<u8>>) -> Vec<u8> {
    let first = [CATALOG.into(), PAGES.into(), page(resources).into_bytes(), content];
    file(first.into_iter().chain(more))
}

fn of_content(content: Vec<u8>) -> Vec<u8> {
    one_page("/Font<</F1 5 0 R>>", content, vec![HELVETICA.into()])
}

fn streams() -> Vec<(&'static str, Vec<u8>)> {
    let nested = |layers: usize| {
        let bytes = (1..layers).fold(blanks(1 << 30), |bytes, _| packed(&bytes));
        of_content(stream(&format!("/Filter[{}]", "/FlateDecode".repeat(layers)), &bytes))
    };
    let runs: Vec<u8> = [129u8, b' '].repeat(1 << 20);
    let in_hex: String = runs.iter().map(|byte| format!("{byte:02x}")).collect();
    let doubled = stream("/Filter[/FlateDecode/RunLengthDecode/RunLengthDecode]", &packed(&[129, 129].repeat(1 << 20)));
    vec![
        ("flate", nested(1)),
        ("flate-in-flate", nested(2)),
        ("flate-four-deep", nested(4)),
        ("flate-forty-deep", nested(40)),
        ("run-length", of_content(stream("/Filter[/ASCIIHexDecode/RunLengthDecode]", in_hex.as_bytes()))),
        ("run-length-twice", of_content(doubled)),
        (
            "predictor",
            of_content(stream(
                "/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2147483647/Colors 32/BitsPerComponent 16>>",
                &packed(HELLO.as_bytes()),
            )),
        ),
        ("saved-states", of_content(flate(&b"q ".repeat(4 << 20)))),
        ("operators", of_content(flate(&b"BT /F1 9 Tf (x)Tj ET ".repeat(1 << 20)))),
        ("one-string", of_content(flate(&[b"BT /F1 9 Tf (".as_slice(), &b"x".repeat(32 << 20), b")Tj ET"].concat()))),
        ("open-arrays", of_content(flate(&b"[".repeat(8 << 20)))),
        ("open-dictionaries", of_content(flate(&b"/a<<".repeat(2 << 20)))),
        ("paths", of_content(flate(&[b"0 0 m ".as_slice(), &b"9 9 l ".repeat(4 << 20), b"S"].concat()))),
        (
            "tables",
            of_content(flate(
                &(0..40_000)
                    .flat_map(|n| {
                        format!("{} 0 m {} 800 l S 0 {} m 500 {} l S ", n % 500, n % 500, n % 800, n % 800).into_bytes()
                    })
                    .collect::<Vec<u8>>(),
            )),
        ),
        (
            "scattered-glyphs",
            of_content(flate(
                &(0..200_000u32)
                    .flat_map(|n| {
                        format!("BT /F1 9 Tf {} {} Td (a{})Tj ET ", n % 7919 % 590, n / 7 % 840, n % 10).into_bytes()
                    })
                    .collect::<Vec<u8>>(),
            )),
        ),
        (
            "image",
            of_image(
                "/ColorSpace/DeviceRGB/BitsPerComponent 8/Width 100000/Height 100000/Filter/FlateDecode",
                &blanks(256 << 20),
            ),
        ),
        (
            "image-jbig2",
            of_image(
                "/ColorSpace/DeviceGray/BitsPerComponent 1/Width 200000/Height 200000/Filter/JBIG2Decode",
                b"\0\0\0\0\x30\0\x01\0\0\0\x13\0\x03\x0d\x40\0\x03\x0d\x40\0\0\0\0\0\0\0\0\0\0\0",
            ),
        ),
        (
            "image-ccitt",
            of_image(
                "/ColorSpace/DeviceGray/BitsPerComponent 1/Width 200000/Height 200000/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 200000/Rows 200000>>",
                &[0x26; 20_000],
            ),
        ),
    ]
}

fn of_image(dictionary: &str, bytes: &[u8]) -> Vec<u8> {
    let image = stream(&format!("/Type/XObject/Subtype/Image{dictionary}"), bytes);
    let content = stream("", b"595 0 0 842 0 0 cm /I Do");
    one_page("/XObject<</I 5 0 R>>", content, vec![image])
}

fn forms() -> Vec<(&'static str, Vec<u8>)> {
    let form = |next: &str, calls: usize| {
        let dictionary = format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</N {next} 0 R>>>>");
        stream(&dictionary, "/N Do ".repeat(calls).as_bytes())
    };
    let call = || stream("", b"/N Do");
    let fan: Vec<Vec<u8>> = (6..36).map(|next| form(&next.to_string(), 3)).collect();
    let wide = stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Filter/FlateDecode", &blanks(64 << 20));
    vec![
        ("form-fan", one_page("/XObject<</N 5 0 R>>", call(), fan)),
        ("form-cycle", one_page("/XObject<</N 5 0 R>>", call(), vec![form("6", 2), form("5", 2)])),
        ("form-unfolds-often", one_page("/XObject<</N 5 0 R>>", flate(&b"/N Do ".repeat(100_000)), vec![wide])),
    ]
}

fn pages() -> Vec<(&'static str, Vec<u8>)> {
    let kids = |count: usize| "3 0 R ".repeat(count);
    let tree = |pages: String| file([CATALOG.into(), pages.into_bytes(), page("").into_bytes(), stream("", b"")]);
    let fan = |node: usize| format!("<</Type/Pages/Count 9/Kids[{}]>>", format!("{} 0 R ", node + 1).repeat(10));
    let many: Vec<String> = (0..100_000).map(|_| page("/Font<</F1 5 0 R>>")).collect();
    let list: String = (0..100_000).map(|number| format!("{} 0 R ", 6 + number)).collect();
    let real = [
        CATALOG.into(),
        format!("<</Type/Pages/Kids[{list}]/Count 100000>>").into_bytes(),
        b"null".to_vec(),
        stream("", HELLO.as_bytes()),
        HELVETICA.into(),
    ];
    let contents = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents[{}]>>", "4 0 R ".repeat(100_000));
    let chained = |node: usize| format!("<</Type/Pages/Count 1/Kids[{} 0 R]>>", node + 1);
    vec![
        ("page-cycle", tree("<</Type/Pages/Kids[2 0 R 2 0 R 3 0 R]/Count 3>>".to_owned())),
        ("page-named-often", tree(format!("<</Type/Pages/Kids[{}]/Count 100000>>", kids(100_000)))),
        ("page-count-lies", tree("<</Type/Pages/Kids[3 0 R]/Count 2147483647>>".to_owned())),
        ("page-fan", file([CATALOG.to_owned()].into_iter().chain((2..14).map(fan)).chain([page("")]))),
        ("page-chain", file([CATALOG.to_owned()].into_iter().chain((2..50_000).map(chained)).chain([page("")]))),
        ("pages-100000", file(real.into_iter().chain(many.into_iter().map(String::into_bytes)))),
        (
            "contents-named-often",
            file([CATALOG.into(), PAGES.into(), contents.into_bytes(), flate(&HELLO.as_bytes().repeat(10_000))]),
        ),
        (
            "page-without-size",
            tree("<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 1e38 -1e38]/UserUnit 1e30>>".to_owned()),
        ),
    ]
}

fn fonts() -> Vec<(&'static str, Vec<u8>)> {
    let composite = |map: &str| {
        let font = "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>";
        let descendant = "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>";
        let content = stream("", b"BT /F1 12 Tf 72 700 Td <00010002000300040005> Tj ET");
        one_page("/Font<</F1 5 0 R>>", content, vec![font.into(), descendant.into(), flate(map.as_bytes())])
    };
    let head = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n";
    let range = "<0000> <FFFF> <0041>\n";
    let wide = "<00000000> <FFFFFFFF> <0041>\n";
    let long = format!("<0001> <{}>\n", "0041".repeat(1 << 20));
    let type3 = "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R>>/Encoding<</Differences[0/a]>>/FirstChar 0/LastChar 0/Widths[9]/Resources<</Font<</F1 5 0 R>>>>>>";
    let widths = format!(
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 0/LastChar 2147483647/Widths[{}]>>",
        "9 ".repeat(1 << 20)
    );
    let own_map = b"/CIDInit /ProcSet findresource begin /Loop usecmap begincmap endcmap";
    let looped = stream("/Type/CMap/CMapName/Loop/UseCMap 6 0 R", own_map);
    let of_loop = "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding 6 0 R/DescendantFonts[5 0 R]/ToUnicode 6 0 R>>";
    let call = || stream("", b"BT /F1 12 Tf (\0\0\0) Tj ET");
    vec![
        (
            "map-of-ranges",
            composite(&format!("{head}100000 beginbfrange\n{}endbfrange endcmap", range.repeat(100_000))),
        ),
        ("map-of-wide-ranges", composite(&format!("{head}100 beginbfrange\n{}endbfrange endcmap", wide.repeat(100)))),
        ("map-of-long-texts", composite(&format!("{head}100 beginbfchar\n{}endbfchar endcmap", long.repeat(4)))),
        (
            "map-of-cids",
            composite(&format!(
                "{head}100 begincidrange\n{}endcidrange endcmap",
                "<00000000> <FFFFFFFF> 0\n".repeat(1000)
            )),
        ),
        (
            "map-of-code-spaces",
            composite(&format!(
                "begincmap 100000 begincodespacerange\n{}endcodespacerange endcmap",
                "<00> <FF>\n".repeat(100_000)
            )),
        ),
        ("map-loop", one_page("/Font<</F1 5 0 R>>", call(), vec![of_loop.into(), looped])),
        (
            "type3-calls-itself",
            one_page("/Font<</F1 5 0 R>>", call(), vec![type3.into(), stream("", b"9 0 d0 BT /F1 9 Tf (\0\0) Tj ET")]),
        ),
        ("widths", one_page("/Font<</F1 5 0 R>>", call(), vec![widths.into_bytes()])),
    ]
}

fn structure() -> Vec<(&'static str, Vec<u8>)> {
    let deep = |open: &str, close: &str, depth: usize| {
        let catalog = format!("<</Type/Catalog/Pages 2 0 R/X {}{}>>", open.repeat(depth), close.repeat(depth));
        file([
            catalog.into(),
            PAGES.into(),
            page("/Font<</F1 5 0 R>>").into_bytes(),
            stream("", HELLO.as_bytes()),
            HELVETICA.into(),
        ])
    };
    let annotation = "<</Subtype/Stamp/Rect[0 0 99 99]/AP<</N 4 0 R>>>>".repeat(100_000);
    let annotated = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[{annotation}]>>");
    let looped = b"%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\nxref\n0 1\n0000000000 65535 f \ntrailer<</Size 9/Root 1 0 R/Prev 52>>\nstartxref\n52\n%%EOF";
    let huge = stream(
        "/Type/XRef/Size 2147483647/W[8 8 8]/Index[0 2147483647]/Root 1 0 R/Filter/FlateDecode",
        &blanks(256 << 20),
    );
    let mut crossed = b"%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n".to_vec();
    let at = crossed.len();
    crossed.extend([b"9 0 obj".as_slice(), &huge, format!("\nendobj\nstartxref\n{at}\n%%EOF").as_bytes()].concat());
    let inner = stream("/Type/ObjStm/N 100000000/First 10/Filter/FlateDecode", &blanks(512 << 20));
    let references: Vec<String> = (6..20_006).map(|next| format!("{next} 0 R")).chain(["null".to_owned()]).collect();
    let chain = [CATALOG.into(), PAGES.into(), page("").into_bytes(), b"5 0 R".to_vec()].into_iter();
    let signed = [0x30u8, 0x84, 0x7f, 0xff, 0xff, 0xff].repeat(50_000);
    let signed: String = signed.iter().map(|byte| format!("{byte:02x}")).collect();
    let signature = format!("<</Type/Sig/ByteRange[0 1 2 3]/Contents<{signed}>/M(D:20250124150622+07'00')>>");
    vec![
        ("deep-arrays", deep("[", "]", 500_000)),
        ("deep-dictionaries", deep("<</a ", ">>", 100_000)),
        (
            "annotations",
            file([
                CATALOG.into(),
                PAGES.into(),
                annotated.into_bytes(),
                stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", HELLO.as_bytes()),
            ]),
        ),
        ("table-cycle", looped.to_vec()),
        ("table-stream", crossed),
        ("object-stream", file([CATALOG.into(), PAGES.into(), page("").into_bytes(), stream("", b""), inner])),
        ("reference-chain", file(chain.chain(references.into_iter().map(String::into_bytes)))),
        ("signature", one_page("", stream("", b""), vec![signature.into_bytes()])),
        (
            "objects-without-table",
            [b"%PDF-1.4\n".as_slice(), &b"1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\n".repeat(100_000)].concat(),
        ),
        ("header-only", [b"%PDF-1.7\n".as_slice(), &b"1 0 obj\n".repeat(1 << 19)].concat()),
    ]
}
