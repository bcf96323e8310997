//! Ruling lines of a page that is an image: the borders of its tables.

use super::{Grey, Ruling};

/// Darker than this is ink.
const INK: u8 = 160;
/// Parts of an inch: the shortest piece of a line in one row of pixels, where it may be broken, how thick it may be, and
/// the shortest line.
const LEAST_PIECE: f32 = 0.2;
const BREAK: f32 = 0.012;
const THICKEST: f32 = 0.05;
const LEAST_LINE: f32 = 0.4;
/// A line on paper that lies askew goes on this many rows of pixels further, and at most so much of an inch along.
const STEP: usize = 3;
const APART: f32 = 0.06;
/// Pieces of one page; a picture has more.
const MOST_PIECES: usize = 20_000;

/// The ruling lines of a page; none where too few run from left to right to draw a table.
pub(super) fn rulings(page: &Grey) -> Vec<Ruling> {
    let mut found = across(page);
    if found.len() < 2 {
        return Vec::new();
    }
    // On the page turned a quarter what ran down runs from left to right, and its right edge lies on top.
    let turned = page.turned(3);
    let right = page.width as f32 - 1.0;
    found.extend(across(&turned).into_iter().map(|[x0, y0, x1, y1]| [right - y0, x0, right - y1, x1]));
    found
}

/// A piece of a line in one row of pixels.
#[derive(Clone, Copy, Debug)]
struct Piece {
    row: usize,
    from: usize,
    to: usize,
}

/// Lines that run from left to right.
fn across(page: &Grey) -> Vec<Ruling> {
    let inch = page.density as f32;
    let apart = (APART * inch) as usize;
    let mut open: Vec<(Piece, Ruling)> = Vec::new();
    let mut done: Vec<Ruling> = Vec::new();
    let mut count = 0;
    for row in 0..page.height {
        let (over, still): (Vec<_>, Vec<_>) = open.into_iter().partition(|(last, _)| last.row + STEP < row);
        done.extend(over.into_iter().map(|(_, line)| line));
        open = still;
        for piece in pieces(page, row) {
            count += 1;
            if count > MOST_PIECES {
                return Vec::new();
            }
            let meets = |last: &Piece| piece.from <= last.to + apart && last.from <= piece.to + apart;
            match open.iter_mut().find(|(last, _)| meets(last)) {
                Some((last, line)) => {
                    if (piece.from as f32) < line[0] {
                        (line[0], line[1]) = (piece.from as f32, row as f32);
                    }
                    if piece.to as f32 > line[2] {
                        (line[2], line[3]) = (piece.to as f32, row as f32);
                    }
                    *last = Piece { row, from: last.from.min(piece.from), to: last.to.max(piece.to) };
                }
                None => open.push((piece, [piece.from as f32, row as f32, piece.to as f32, row as f32])),
            }
        }
    }
    done.extend(open.into_iter().map(|(_, line)| line));
    done.retain(|line| line[2] - line[0] >= LEAST_LINE * inch);
    done
}

/// Long thin runs of ink in one row.
fn pieces(page: &Grey, row: usize) -> Vec<Piece> {
    let inch = page.density as f32;
    let (least, gap) = ((LEAST_PIECE * inch) as usize, (BREAK * inch) as usize);
    let pixels = page.pixels.get(row * page.width..(row + 1) * page.width).unwrap_or_default();
    let ink = |x: usize| pixels.get(x).is_some_and(|shade| *shade < INK);
    let mut found = Vec::new();
    // A piece that is long enough lies over one of these places, and most of a page is paper there.
    let step = (least / 2).max(1);
    let mut at = 0;
    while at < pixels.len() {
        let Some(hit) = (at..=at + gap).find(|x| ink(*x)) else {
            at += step;
            continue;
        };
        let (mut from, mut to) = (hit, hit);
        while let Some(next) = (to + 1..=to + 1 + gap).find(|x| ink(*x)) {
            to = next;
        }
        while let Some(next) = (from.saturating_sub(1 + gap)..from).rev().find(|x| ink(*x)) {
            from = next;
        }
        found.extend((to - from >= least).then_some(Piece { row, from, to }));
        at = to + step;
    }
    found.retain(|piece| is_thin(page, piece));
    found
}

/// Whether paper lies near above and below most of a piece: what is thicker is a picture.
fn is_thin(page: &Grey, piece: &Piece) -> bool {
    let reach = (THICKEST * page.density as f32) as usize;
    let ink = |x: usize, y: usize| page.pixels.get(y * page.width + x).is_some_and(|shade| *shade < INK);
    let places = (piece.from..piece.to + 1).step_by(8);
    let count = places.len();
    let thin = places.filter(|x| {
        let up = (1..=reach).take_while(|by| piece.row >= *by && ink(*x, piece.row - by)).count();
        let down = (1..=reach).take_while(|by| ink(*x, piece.row + by)).count();
        up + down < reach
    });
    thin.count() * 2 > count
}

#[cfg(test)]
mod tests {
    use super::{Grey, rulings};

    fn paper(width: usize, height: usize) -> Grey {
        Grey { width, height, pixels: vec![255; width * height], density: 200 }
    }

    #[test]
    fn lines_are_found_whichever_way_they_run() {
        let mut page = paper(400, 300);
        for x in 50..350 {
            // Two pixels thick, broken once, falling by one in a hundred.
            if x != 200 {
                page.pixels[(100 + x / 100) * 400 + x] = 0;
                page.pixels[(101 + x / 100) * 400 + x] = 0;
            }
            page.pixels[250 * 400 + x] = 0;
        }
        for y in 20..280 {
            page.pixels[y * 400 + 30] = 0;
        }
        let mut found = rulings(&page);
        found.sort_by(|a, b| a[0].total_cmp(&b[0]));
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found[0], [30.0, 20.0, 30.0, 279.0]);
        assert_eq!(found[2], [50.0, 250.0, 349.0, 250.0]);
        assert!((found[1][0], found[1][2]) == (50.0, 349.0) && (99.0..106.0).contains(&found[1][3]), "{found:?}");
    }

    #[test]
    fn pictures_and_dashes_are_no_lines() {
        let mut page = paper(400, 300);
        for y in 50..150 {
            for x in 50..350 {
                page.pixels[y * 400 + x] = 0;
            }
        }
        for x in (20..380).step_by(30) {
            for dash in 0..15 {
                page.pixels[200 * 400 + x + dash] = 0;
            }
        }
        // The edges of a picture are thin for a pixel or two at most.
        assert_eq!(rulings(&page), Vec::<[f32; 4]>::new());
    }
}
