//! How people type: without marks, in NFD, with the tone on the other vowel, with one slip, with abbreviations.

use unicode_normalization::UnicodeNormalization;
use vanban::vi;

use crate::dice::Dice;

/// Without marks, in small letters.
pub(crate) fn bare(text: &str) -> String {
    vi::fold(text)
}

/// With combining marks.
pub(crate) fn decomposed(text: &str) -> String {
    text.nfd().collect()
}

/// Where the two schools put the tone of an open syllable.
#[rustfmt::skip]
const TONES: &[(&str, &str)] = &[
    ("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("õa", "oã"), ("ọa", "oạ"),
    ("òe", "oè"), ("óe", "oé"), ("ỏe", "oẻ"), ("õe", "oẽ"), ("ọe", "oẹ"),
    ("ùy", "uỳ"), ("úy", "uý"), ("ủy", "uỷ"), ("ũy", "uỹ"), ("ụy", "uỵ"),
];

/// With every tone on the vowel of the other school; `None` where that changes nothing.
pub(crate) fn other_tone(text: &str) -> Option<String> {
    let word = |word: &str| {
        let turned = TONES.iter().find_map(|(old, new)| {
            let stem = |ending: &str| word.strip_suffix(ending).filter(|stem| !stem.ends_with(['q', 'Q']));
            stem(old).map(|stem| format!("{stem}{new}")).or_else(|| stem(new).map(|stem| format!("{stem}{old}")))
        });
        turned.unwrap_or_else(|| word.to_owned())
    };
    let turned = text.split(' ').map(word).collect::<Vec<_>>().join(" ");
    (turned != text).then_some(turned)
}

/// With one slip of the finger in a word of four letters or more: two letters changed over, one left out, doubled or
/// hit beside; `None` where there is no such word.
pub(crate) fn slip(text: &str, dice: &mut Dice) -> Option<String> {
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    let long: Vec<usize> = (0..words.len())
        .filter(|at| words[*at].chars().count() >= 4 && words[*at].chars().all(char::is_alphabetic))
        .collect();
    let at = *long.get(dice.number(0, (long.len() as u64).checked_sub(1)?) as usize)?;
    let mut letters: Vec<char> = words[at].chars().collect();
    let place = dice.number(1, letters.len() as u64 - 2) as usize;
    match dice.number(0, 3) {
        0 if letters[place] != letters[place + 1] => letters.swap(place, place + 1),
        1 => {
            letters.remove(place);
        }
        2 => letters.insert(place, letters[place]),
        _ => letters[place] = if letters[place] == 'u' { 'y' } else { 'u' },
    }
    words[at] = letters.into_iter().collect();
    Some(words.join(" "))
}

/// Names that offices write short.
#[rustfmt::skip]
pub(crate) const SHORT: &[(&str, &str)] = &[
    ("ủy ban nhân dân", "UBND"), ("hội đồng nhân dân", "HĐND"), ("thủ tục hành chính", "TTHC"),
    ("cải cách hành chính", "CCHC"), ("công nghệ thông tin", "CNTT"), ("an toàn thực phẩm", "ATTP"),
    ("bảo hiểm y tế", "BHYT"), ("bảo hiểm xã hội", "BHXH"), ("chuyển đổi số", "CĐS"),
    ("trung học phổ thông", "THPT"), ("quản lý nhà nước", "QLNN"), ("an toàn giao thông", "ATGT"),
    ("nông thôn mới", "NTM"), ("ban chỉ đạo", "BCĐ"), ("mặt trận tổ quốc", "MTTQ"),
    ("phòng cháy chữa cháy", "PCCC"), ("kinh tế xã hội", "KTXH"), ("giáo dục và đào tạo", "GDĐT"),
    ("doanh nghiệp nhỏ và vừa", "DNNVV"), ("khu công nghiệp", "KCN"), ("giải phóng mặt bằng", "GPMB"),
];
