//! Pages that cost much to draw: they are tried where OCR is on, as only then they are drawn.

use super::Bomb;
use super::deflate::packed;
use super::pdf::{flate, one_page, stream};

/// Letters as little boxes, so that the page seems to show a text that it does not hold.
fn letters() -> Vec<u8> {
    (0..4000).flat_map(|n| format!("{} {} 4 6 re f ", n % 70 * 8, n / 70 * 14).into_bytes()).collect()
}

fn of(resources: &str, content: &[u8], more: Vec<Vec<u8>>) -> Vec<u8> {
    one_page(resources, flate(&[&letters(), content].concat()), more)
}

/// Every bomb of this kind.
pub(crate) fn bombs() -> Vec<Bomb> {
    let whole = b"0 0 m 595 842 l 595 0 l 0 842 l h f* ";
    let dashes = b"[0.001 0.001] 0 d 0.0005 w 0 0 m 595 842 l S 9 9 m 9 842 l S ";
    let curves: Vec<u8> =
        (0..200_000).flat_map(|n| format!("{} 0 m 0 842 595 {} 595 842 c S ", n % 595, n % 842).into_bytes()).collect();
    let clips = b"q 0 0 m 595 842 l 595 0 l 0 842 l h W* n ".repeat(100_000);
    let pattern = |next: &str| {
        let head = "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.01/YStep 0.01";
        let body = b"/Pattern cs /P scn 0 0 1 1 re f ".repeat(20);
        stream(&format!("{head}/Resources<</Pattern<</P {next} 0 R>>>>"), &body)
    };
    let painted = b"/Pattern cs /P scn 0 0 595 842 re f ";
    let mask = |next: &str| {
        let head = "/Type/XObject/Subtype/Form/Group<</S/Transparency/CS/DeviceGray>>/BBox[0 0 595 842]";
        let states = format!("/Resources<</ExtGState<</G<</SMask<</S/Luminosity/G {next} 0 R>>>>>>>>");
        stream(&format!("{head}{states}"), &b"/G gs 0 0 595 842 re f ".repeat(3))
    };
    let masks: Vec<Vec<u8>> = (6..40).map(|next| mask(&next.to_string())).collect();
    let group = "/Type/XObject/Subtype/Form/Group<</S/Transparency/I true/K true>>/BBox[0 0 595 842]/Resources<<>>";
    let image =
        "/Type/XObject/Subtype/Image/ColorSpace/DeviceRGB/BitsPerComponent 8/Width 8000/Height 8000/Filter/FlateDecode";
    let image = stream(image, &packed(&vec![200; 8000 * 8000 * 3]));
    let drawing = b"9 0 d0 0 0 9 9 re f ".repeat(1000);
    let type3 = "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R>>/Encoding<</Differences[0/a]>>/FirstChar 0/LastChar 0/Widths[9]/Resources<<>>>>";
    let shading = "<</ShadingType 1/ColorSpace/DeviceGray/Domain[0 1 0 1]/Function<</FunctionType 4/Domain[0 1 0 1]/Range[0 1]/Length 12>>>>";
    let found = [
        ("whole-pages", of("", &whole.repeat(100_000), vec![])),
        ("few-whole-pages", of("", &whole.repeat(400), vec![])),
        ("dashes", of("", &dashes.repeat(50), vec![])),
        ("curves", of("", &curves, vec![])),
        ("clips", of("", &clips, vec![])),
        ("pattern-in-itself", of("/Pattern<</P 5 0 R>>", painted, vec![pattern("5")])),
        ("patterns", of("/Pattern<</P 5 0 R>>", &painted.repeat(150), vec![pattern("6"), pattern("7"), pattern("8")])),
        ("mask-in-mask", of("/ExtGState<</G<</SMask<</S/Luminosity/G 5 0 R>>>>>>", b"/G gs 0 0 595 842 re f ", masks)),
        ("groups", of("/XObject<</X 5 0 R>>", &b"/X Do ".repeat(10_000), vec![stream(group, b"0 0 595 842 re f")])),
        ("image-often", of("/XObject<</X 5 0 R>>", &b"595 0 0 842 0 0 cm /X Do ".repeat(500), vec![image])),
        (
            "drawn-letters",
            of(
                "/Font<</F 5 0 R>>",
                &b"BT /F 9 Tf (\0\0\0\0) Tj ET ".repeat(9_000),
                vec![type3.into(), stream("", &drawing)],
            ),
        ),
        ("shading", of("/Shading<</S 5 0 R>>", &b"/S sh ".repeat(2_000), vec![shading.into()])),
        ("wide-strokes", of("", &b"900 w 0 0 m 595 842 l S ".repeat(50_000), vec![])),
    ];
    found.into_iter().map(|(name, bytes)| Bomb { name: format!("{name}.pdf"), bytes }).collect()
}
