//! Which pieces of a page are its article: measured by words and links, helped by what portals call their parts.

use crate::vi::fold;

use super::page::{Child, Page, Piece};

/// The pieces that are kept.
pub(super) struct Kept {
    /// Title and day that stand apart from the article.
    pub(super) before: Vec<usize>,
    /// For each piece, whether it is one of the article.
    pub(super) inside: Vec<bool>,
}

/// Parts of a page by id, class or role: what stands around an article.
#[rustfmt::skip]
const AROUND: &[&str] = &[
    "menu", "nav", "breadcrumb", "footer", "sidebar", "banner", "related", "lienquan", "lien-quan", "tinkhac",
    "tin-khac", "othernews", "other-news", "othernew", "tincu", "tinmoi", "share", "social", "comment", "binhluan",
    "binh-luan", "paging", "pagination", "pager", "counter", "thongke", "thong-ke", "truycap", "login", "dangnhap",
    "search", "timkiem", "widget", "quangcao", "advert", "weblink", "lienket", "toolbar", "rating", "cookie",
    "copyright", "popup", "modal", "weather", "marquee", "hotnews", "noibat", "docnhieu", "mostview", "prevnext",
    "post-tags", "tagcloud", "skip-link", "contentinfo", "complementary", "vote", "luotxem", "tien-ich", "tienich",
    "xemnhieu", "chuyenmuc",
];

/// What holds the article.
#[rustfmt::skip]
const ARTICLE: &[&str] = &[
    "articlebody", "article-body", "entry-content", "post-content", "journal-content-article", "ms-rtestate-field",
    "chitiet", "chi-tiet", "noidung", "noi-dung", "detail", "newscontent", "news-content", "article-content",
];

/// Headings of lists of other pages, folded. What follows them is no article.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "tin khac", "cac tin khac", "tin tuc khac", "tin bai khac", "cac bai khac", "bai viet khac", "tin lien quan",
    "bai viet lien quan", "bai lien quan", "cac tin lien quan", "tin cung chuyen muc", "cung chuyen muc",
    "tin moi hon", "tin cu hon", "cac tin moi hon", "cac tin cu hon", "cac tin da dua", "tin da dua", "tin cung loai",
    "bai truoc", "bai tiep", "bai sau", "bai tiep theo", "tin truoc", "tin sau", "xem them", "doc them",
    "tin moi nhat", "tin noi bat", "tin doc nhieu", "doc nhieu", "xem nhieu", "binh luan", "y kien ban doc",
    "gui binh luan", "tu khoa", "tags", "tag", "chia se", "danh gia bai viet", "van ban lien quan", "van ban khac",
    "thong bao khac", "tin cung chu de", "thong ke truy cap", "lien ket website", "cac tin tiep theo",
    "tin tiep theo",
];

/// Short pieces that are tools of the page, folded; also with a number behind.
#[rustfmt::skip]
const TOOLS: &[&str] = &[
    "luot xem", "so luot xem", "so lan xem", "luot truy cap", "dang online", "hom nay", "hom qua", "trong tuan",
    "trong thang", "tat ca", "tong truy cap", "dang truy cap", "in trang", "in bai viet", "in bai nay", "ban in",
    "gui email", "gui bai viet", "gui cho ban be", "quay lai", "ve dau trang", "len dau trang", "dang nhap", "co chu",
    "tang co chu", "giam co chu", "nghe bai viet", "doc bai viet", "chia se bai viet", "share", "print", "email",
    "font size", "tang giam co chu", "binh chon", "trang chu", "trang truoc", "trang sau", "luu bai viet", "theo doi",
    "view", "views", "a a a", "facebook", "twitter", "zalo", "copy link", "sao chep lien ket", "tim kiem", "chi tiet",
];

/// Labels in front of links, folded.
const LABELS: &[&str] = &["chuyen muc", "danh muc", "tu khoa", "tags", "chia se"];

/// What the foot of a page says, folded.
#[rustfmt::skip]
const FOOT: &[&str] = &[
    "ban quyen thuoc", "ban quyen cua", "ban quyen ©", "ban quyen 20", "giay phep so", "giay phep thiet lap",
    "chiu trach nhiem noi dung", "chiu trach nhiem chinh", "chiu trach nhiem xuat ban", "copyright", "©",
    "ghi ro nguon", "thiet ke boi", "phat trien boi", "powered by", "so gp", "all rights reserved",
];

/// Bodies that the foot of a page names, folded; a sentence of an article may begin with them too, and so may a line
/// of its recipients.
#[rustfmt::skip]
const KEEPERS: &[&str] = &[
    "chiu trach nhiem", "co quan chu quan", "tong bien tap", "don vi quan ly", "trang thong tin dien tu",
    "cong thong tin dien tu",
];

/// Decides for each piece of a page.
pub(super) fn pieces(page: &Page) -> Kept {
    let plain: Vec<i64> = page.pieces.iter().map(worth).collect();
    let mut around = around(page, &plain);
    teasers(page, &mut around);
    let worth: Vec<i64> = plain
        .iter()
        .zip(&page.pieces)
        .zip(&around)
        .map(|((worth, piece), around)| if *around { -(piece.chars as i64) } else { *worth })
        .collect();
    let (root, score) = best(page, &worth);
    let range = page.elements[root].pieces.clone();
    let mut inside: Vec<bool> =
        (0..page.pieces.len()).map(|at| range.contains(&at) && !around.get(at).copied().unwrap_or(false)).collect();
    leave_out(page, &mut inside);
    if score <= 0 || !inside.contains(&true) {
        // Nothing but links: a list of documents, say. All of it is kept but what is marked as standing around.
        let inside: Vec<bool> = around.iter().map(|around| !around).collect();
        return Kept { before: Vec::new(), inside };
    }
    Kept { before: before(page, &range, &around), inside }
}

/// Characters that speak for an article, or against it.
fn worth(piece: &Piece) -> i64 {
    let chars = piece.chars as i64;
    if piece.linked * 2 > piece.chars {
        return -chars;
    }
    if is_foot(piece) {
        return -chars;
    }
    match piece.chars {
        0..20 => chars / 4,
        20..60 => chars / 2,
        _ => chars,
    }
}

/// A sentence of an article may name a portal too; a line of the foot begins with it.
fn is_foot(piece: &Piece) -> bool {
    piece.chars < 400 && {
        let folded = fold(&piece.text());
        let start = folded.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©');
        let is_item = folded.trim_start().starts_with(['-', '–', '+', '•']);
        let is_sentence = is_item || folded.trim_end().ends_with(['.', ';', ',']);
        let begins = |with: &[&str]| with.iter().any(|words| start.starts_with(words));
        begins(FOOT) || !is_sentence && begins(KEEPERS)
    }
}

/// For each piece, whether it stands in a part that is named or tagged as standing around the article.
fn around(page: &Page, worth: &[i64]) -> Vec<bool> {
    let mut around = vec![false; page.pieces.len()];
    let good = |pieces: std::ops::Range<usize>| -> i64 {
        worth.get(pieces).unwrap_or_default().iter().map(|worth| (*worth).max(0)).sum()
    };
    let all = good(0..worth.len());
    for element in page.elements.iter().skip(1) {
        let tagged = matches!(element.tag.as_str(), "nav" | "footer" | "aside");
        let named = AROUND.iter().any(|name| element.names.contains(name));
        // A part that holds most of the page is called so for another reason: `has-sidebar`.
        if (tagged || named) && good(element.pieces.clone()) * 2 < all {
            around.get_mut(element.pieces.clone()).into_iter().flatten().for_each(|around| *around = true);
        }
    }
    around
}

/// Marks lists of other pages: three or more links in elements of one kind, each with a day or a few words behind it.
fn teasers(page: &Page, around: &mut [bool]) {
    let mut links: Vec<(usize, String)> = page
        .elements
        .iter()
        .enumerate()
        .flat_map(|(at, element)| element.children.iter().map(move |child| (at, child)))
        .filter_map(|(at, child)| match child {
            Child::Piece(piece) if page.pieces.get(*piece).is_some_and(|piece| is_link(piece) && piece.chars >= 15) => {
                Some((*piece, page.kind(at)))
            }
            _ => None,
        })
        .collect();
    links.sort();
    let follows = |a: &(usize, String), b: &(usize, String)| a.1 == b.1 && (2..=3).contains(&(b.0 - a.0));
    for list in links.chunk_by(follows).filter(|list| list.len() >= 3) {
        let (Some(first), Some(last)) = (list.first(), list.last()) else { continue };
        let behind = list.windows(2).map(|pair| pair[1].0 - pair[0].0).max().unwrap_or(1);
        let end = (last.0 + behind).min(around.len());
        around.get_mut(first.0..end).into_iter().flatten().for_each(|around| *around = true);
    }
}

fn is_link(piece: &Piece) -> bool {
    piece.linked * 5 > piece.chars * 3
}

/// The element that holds most of what speaks for an article and least of what speaks against it.
fn best(page: &Page, worth: &[i64]) -> (usize, i64) {
    let sums: Vec<i64> = std::iter::once(0)
        .chain(worth.iter().scan(0, |sum, worth| {
            *sum += worth;
            Some(*sum)
        }))
        .collect();
    let mut best = (0, i64::MIN);
    for (at, element) in page.elements.iter().enumerate() {
        // One paragraph is not an article.
        if matches!(element.tag.as_str(), "p" | "li" | "h1" | "h2" | "h3" | "tr" | "thead") {
            continue;
        }
        let own =
            sums.get(element.pieces.end).zip(sums.get(element.pieces.start)).map_or(0, |(end, start)| end - start);
        let hinted = ARTICLE.iter().any(|name| element.names.contains(name)) || element.tag == "article";
        let score = if hinted && own > 0 { own + own / 5 } else { own };
        // Of two that hold the same the outer one comes first; it may hold the title too.
        if score > best.1 {
            best = (at, score);
        }
    }
    best
}

/// Takes out of the article what stands between its pieces or behind them.
fn leave_out(page: &Page, inside: &mut [bool]) {
    let mut after_list = false;
    let mut behind_link = false;
    let mut seen = 0;
    for (piece, kept) in page.pieces.iter().zip(inside.iter_mut()) {
        if !*kept {
            continue;
        }
        let folded = fold(&piece.text());
        let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
        let linked = is_link(piece);
        if piece.chars < 60 && heads_list(bare) {
            after_list = true;
            behind_link = true;
            *kept = false;
            continue;
        }
        if linked || is_tool(bare, piece) || is_foot(piece) {
            behind_link = true;
            // A title that is a link to its own page stands before everything else.
            *kept = linked && piece.heading && seen == 0;
            continue;
        }
        // In a list of other pages each link may have a day or a teaser behind it.
        if after_list && (behind_link || piece.chars < 60) {
            behind_link = false;
            *kept = false;
            continue;
        }
        after_list = false;
        behind_link = false;
        seen += 1;
    }
}

/// Whether a short piece heads a list of other pages.
fn heads_list(bare: &str) -> bool {
    OTHERS.iter().any(|words| {
        bare.strip_prefix(words)
            .is_some_and(|rest| rest.is_empty() || rest.trim_start().starts_with([':', '(', '>', '.']))
    })
}

fn is_tool(bare: &str, piece: &Piece) -> bool {
    piece.chars < 40 && piece.linked > 0 && LABELS.iter().any(|words| bare.starts_with(words))
        || piece.chars < 40
            && TOOLS
                .iter()
                .any(|words| bare.strip_prefix(words).is_some_and(|rest| rest.chars().all(|c| !c.is_alphabetic())))
}

/// Title and day where they stand before the article.
fn before(page: &Page, article: &std::ops::Range<usize>, around: &[bool]) -> Vec<usize> {
    let title = fold(&page.title);
    let is_title = |piece: &Piece| {
        let folded = fold(&piece.text());
        let folded = folded.trim();
        piece.chars >= 15 && (title.contains(folded) || piece.heading && piece.chars >= 30)
    };
    let free = |at: &usize| !around.get(*at).copied().unwrap_or(false);
    // Inside the article it is kept anyway.
    let own = article.clone().take(4).any(|at| page.pieces.get(at).is_some_and(is_title));
    if own {
        return Vec::new();
    }
    let Some(at) = (0..article.start).rev().filter(free).find(|at| page.pieces.get(*at).is_some_and(is_title)) else {
        return Vec::new();
    };
    let mut kept = vec![at];
    kept.extend((at + 1..article.start).filter(free).filter(|at| {
        page.pieces.get(*at).is_some_and(|piece| !is_link(piece) && (is_day(piece) || piece.chars >= 60))
    }));
    kept
}

/// `Thứ ba, 26/9/2023 | 14:05`.
fn is_day(piece: &Piece) -> bool {
    let text = piece.text();
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    piece.chars < 80
        && parts
            .windows(3)
            .any(|day| day.iter().map(|part| part.len()).zip([2, 2, 4]).all(|(length, most)| length <= most))
        && text.contains(['/', '-', '.'])
}
