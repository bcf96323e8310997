//! Numbers as documents and clerks write them.

use std::io::Write;

use super::*;

/// A table that may lie beside the checkout; where it does not, that is said past the harness, which keeps to itself
/// what a passing test prints.
fn beside(path: &str) -> Option<String> {
    let bytes = std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).ok();
    if bytes.is_none() {
        std::io::stderr().write_all(format!("skipped: {path} is not there\n").as_bytes()).unwrap();
    }
    bytes.map(|bytes| String::from_utf8(bytes).unwrap())
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = numbers(text).map(|(_, number)| number.to_string()).collect();
    assert_eq!(found, expected, "in {text:?}");
}

#[track_caller]
fn check_one(written: &str, printed: &str) {
    let number: DocumentNumber = written.parse().unwrap_or_else(|error| panic!("{written:?} {error}"));
    assert_eq!(number.to_string(), printed, "from {written:?}");
    assert_eq!(printed.parse::<DocumentNumber>().unwrap(), number, "{printed:?} reads back");
}

/// `../shared/spec/number-vectors.tsv`, where it is there.
#[test]
fn vectors() {
    let Some(table) = beside("../shared/spec/number-vectors.tsv") else { return };
    for row in table.lines().filter(|row| !row.starts_with('#')) {
        let (text, expected) = row.split_once('\t').unwrap();
        let text = text.replace("\\n", "\n").replace("\\u00A0", "\u{a0}");
        // A number without symbol is listed there with its type.
        let expected: Vec<&str> =
            expected.split('|').filter(|one| !one.is_empty()).map(|one| one.trim_start_matches("công văn ")).collect();
        check(&text, &expected);
    }
}

#[test]
fn as_documents_write_them() {
    check("Chỉ thị số 10/CT - UBND ngày 05/8/2023 - UBND tỉnh", &["10/CT-UBND"]);
    check("Kế hoạch số 07//KH-UBND", &["07/KH-UBND"]);
    check("Quyết định 44 /2005/QĐ-UBND ngày 06 / 7 /2005", &["44/2005/QĐ-UBND"]);
    check("các Kế hoạch: 83/KH-UBND82/KH-UBND. Nếu", &["83/KH-UBND", "82/KH-UBND"]);
    check("Nghị quyết số 30c/NQCP", &["30c/NQ-CP"]);
    check("Công văn số 409/TTr-CAT(PC04) ngày 3/2/2026", &["409/TTr-CAT(PC04)"]);
    check("Hướng dẫn liên ngành số 24/HDLN-BCA-BQP-BYT", &["24/HDLN-BCA-BQP-BYT"]);
    check("Nghị quyết số 66.19/2026/NQ-CP của Chính phủ", &["66.19/2026/NQ-CP"]);
    check("Số: 13-01/26/PT-NC", &["13-01/26/PT-NC"]);
    check("Quyết định số 1141 TC/QĐ/CĐKT ngày 01/11/1995", &["1141/TC/QĐ/CĐKT"]);
    check("Nghị định số 26-CP ngày 23/5/1993", &["26/CP"]);
    check("Nghị định số 189/HĐBT ngày 4/6/1992", &["189/HĐBT"]);
    check("số 12, 13 và 15/2015/TT-BTC", &["12/2015/TT-BTC", "13/2015/TT-BTC", "15/2015/TT-BTC"]);
    check("các Công văn từ số 12 đến số 14/UBND-NC", &["12/UBND-NC", "13/UBND-NC", "14/UBND-NC"]);
    check("Nghị định 30 của Chính phủ", &["30"]);
    check("Công văn số 88 ngày 5/6/2020", &["88"]);
    check("10/CT-UBND\n- UBND các huyện", &["10/CT-UBND"]);
    check("Nghị quyết số 17/NQ- CP ngày 07/3/2019", &["17/NQ-CP"]);
    check(
        "Quyết định số 282/QĐ TTg ngày 24/2/2011, Quyết định số 165/2008/QĐ TTg và Chỉ thị số 05/CT BCA V28 ngày 30/3/2011",
        &["282/QĐ-TTg", "165/2008/QĐ-TTg", "05/CT-BCA-V28"],
    );
    check("Tờ trình số 55/TTr\nUBND ngày 16 tháng 3 năm 2022", &["55/TTr-UBND"]);
    check("Quyết định số 12/QĐ Sở Nội vụ; Kế hoạch số 7/KH BCĐ", &["12/QĐ", "7/KH"]);
    check("Nghị quyết số 19-2017/NQ-CP ngày 06/2/2017", &["19/2017/NQ-CP"]);
    check("các Nghị định 87,88,31/CP và Chỉ thị 814/TTg", &["87/CP", "88/CP", "31/CP", "814/TTg"]);
    check(
        "Quyết định số 212-TC/CĐKT ngày 15-12-1989, 224-TC/CĐKT ngày 18-4-1990, 1205-TC/CĐKT và 1206-TC/CĐKT",
        &["212/TC/CĐKT", "224/TC/CĐKT", "1205/TC/CĐKT", "1206/TC/CĐKT"],
    );
    check("Công văn số 1654 /BTTTT-ƯDCNTT ngày 27/5/2008", &["1654/BTTTT-ƯDCNTT"]);
    check("Luật số 173/2025/QHI5 và Quyết định số 3871/QĐĐ-BGDĐT", &["173/2025/QH15", "3871/QĐ-BGDĐT"]);
    check("Nghị định 30/2020/NĐ-CP - Chính phủ", &["30/2020/NĐ-CP"]);
}

#[test]
fn what_is_no_number() {
    for text in [
        "Mẫu số 01/CCHC-PL",
        "QCVN 03:2023/BCA",
        "kế hoạch 5 năm 2021-2025",
        "báo cáo 6 tháng đầu năm",
        "Kế hoạch 2023 của UBND tỉnh",
        "110/35KV và 24/24H",
        "100/KWH",
        "ngày 05/8/2023",
        "từ 1988 đến 12/2003 CSTT của Việt Nam",
        "giảm 1,5/TT so với",
        "https://x.vn/2020/10/KH-UBND.pdf",
        "quyết định 3 nội dung",
        "Số: ……/QĐ-UBND",
    ] {
        check(text, &[]);
    }
}

#[test]
fn as_clerks_type_them() {
    check_one("10/CT - UBND", "10/CT-UBND");
    check_one("10 ct ubnd", "10/CT-UBND");
    check_one("140/BCĐ VĐ HMTN", "140/BCĐ VĐ HMTN");
    check_one("157/TB_UBND", "157/TB-UBND");
    check_one("1830 QĐ-UBND", "1830/QĐ-UBND");
    check_one("781/QÐ-UBND", "781/QĐ-UBND");
    check_one("139-TB/TU", "139-TB/TU");
    check_one("22/NQ-HĐND8", "22/NQ-HĐND8");
    check_one("26/KH-BCĐ (138)", "26/KH-BCĐ (138)");
    check_one("04/2015/nđ-cp", "04/2015/NĐ-CP");
    check_one("13-01/26/PT-NC", "13-01/26/PT-NC");
    for refused in ["", "UBND", "12", "12/3", "/KH-UBND", "......./QĐ-UBND"] {
        assert!(refused.parse::<DocumentNumber>().is_err(), "{refused:?}");
    }
}

#[test]
fn keys_join_writings_and_keep_types_apart() {
    let key = |written: &str| written.parse::<DocumentNumber>().unwrap().key();
    assert_eq!(key("07//KH-UBND"), key("7/kh - ubnd"));
    assert_eq!(key("12/QD-UBND"), key("12/QĐ-UBND"));
    assert_eq!(key("101/QĐ-TTG"), key("101/QĐ-TTg"));
    for (one, other) in
        [("1/HD-SNV", "1/HĐ-SNV"), ("1/DA-UBND", "1/ĐA-UBND"), ("1/CT-UBND", "1/CTr-UBND"), ("1/TT-BNV", "1/TTr-BNV")]
    {
        assert_ne!(key(one), key(other));
    }
}

#[test]
fn asked_for_by_halves() {
    let number: DocumentNumber = "10/CT-UBND".parse().unwrap();
    for query in ["10 ct ubnd", "ct 10", "10/CT - UBND", "10", "CT-UBND 10", "số 10/ct-ubnd", "010/ct"] {
        assert!(Asked::read(query).unwrap().fits(&number), "{query}");
    }
    for query in ["11 ct", "10 ctr", "10 kh ubnd", "chỉ số papi"] {
        assert!(Asked::read(query).is_none_or(|asked| !asked.fits(&number)), "{query}");
    }
    let marked: DocumentNumber = "12/HĐ-SNV".parse().unwrap();
    assert!(Asked::read("12 hd snv").unwrap().fits(&marked));
}

/// `../shared/metadata/binhduong.tsv`, where it is there: numbers as the clerks of one province typed them.
#[test]
fn a_register_typed_by_clerks() {
    let Some(table) = beside("../shared/metadata/binhduong.tsv") else { return };
    let (mut refused, mut changed, mut printed) = (Vec::new(), 0, std::collections::BTreeMap::new());
    for row in table.lines().skip(1) {
        let typed = row.split('\t').next().unwrap().trim();
        let number = match typed.parse::<DocumentNumber>() {
            Ok(number) => number,
            Err(reason) => {
                refused.push(format!("{typed} {reason}"));
                continue;
            }
        };
        let normal = typed.replace('Ð', "Đ").replace('_', "-").replace(" /", "/").replace(" -", "-").replace("- ", "-");
        if number.to_string() != typed {
            println!("{typed} is {number}");
            changed += 1;
        }
        let slashed = normal.replacen(' ', "/", usize::from(!normal.contains('/')));
        assert!(
            number.to_string() == normal
                || number.to_string() == slashed
                || number.to_string().to_lowercase() == normal.to_lowercase(),
            "{typed:?} prints as {number}"
        );
        // No two symbols collapse into one key.
        let symbol = slashed.split_once(['/', '-']).unwrap().1.to_lowercase();
        let key = number.key().split_once('/').unwrap().1.to_owned();
        let known = printed.entry(key.clone()).or_insert_with(|| symbol.clone());
        assert_eq!(*known, symbol, "{key} is two symbols");
    }
    println!("{changed} changed, refused: {refused:?}");
    assert!(refused.len() <= 9, "{refused:?}");
}

proptest::proptest! {
    #[test]
    fn what_it_prints_reads_back(serial in "[1-9][0-9]{0,4}[a-c]?", year in proptest::option::of(1946u16..2040), kind in "(QĐ|CT|KH|TTr|NQ|BC|HD|HĐ)", body in "(UBND|TTg|BNV|SNV-CCHC|HĐND8)") {
        let number = DocumentNumber::of(&serial, year, &format!("{kind}-{body}"));
        let printed = number.to_string();
        proptest::prop_assert_eq!(printed.parse::<DocumentNumber>().unwrap(), number.clone());
        let text = format!("Thực hiện Quyết định số {printed} ngày 01/02/2020");
        let found: Vec<String> = numbers(&text).map(|(_, number)| number.to_string()).collect();
        proptest::prop_assert_eq!(found, vec![printed]);
    }

    #[test]
    fn any_text_is_scanned(text in "\\PC{0,200}", parts in proptest::collection::vec("(Quyết định|số|Luật|ngày|,|và|/|-|–|KH|UBND|12|2020|\n|đ|ế|Ủy ban|này|nêu trên|\\(|Sở|chưa ban hành|tính đến|“|”)", 0..40)) {
        for text in [text, parts.join(" "), parts.concat()] {
            for (range, _) in numbers(&text) {
                proptest::prop_assert!(text.get(range).is_some());
            }
        }
    }
}
