//! The register of units, valid in time, with levels, parents and successors.

mod body;
mod builtin;
mod group;
mod overlay;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, OnceLock};

use crate::agency::{self, Level};
use crate::date::Date;
use crate::vi;

pub use body::{BodyId, Rank};
pub(crate) use group::left_out;
pub use group::{Expansion, Member};
pub use overlay::OverlayError;

/// Đơn vị: a place with its authorities, or a body of its own, as long as it exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Stable name of the unit: the statistics office's codes joined (`10-082-02704`), `2025-…` on the map of
    /// 2025-07-01, whatever a corpus's own table says.
    pub id: Cow<'static, str>,
    /// `tỉnh Lào Cai`, `Sở Nội vụ tỉnh Minh Hà`.
    pub name: Cow<'static, str>,
    /// `Lào Cai`, `Sở Nội vụ`.
    pub short_name: Cow<'static, str>,
    /// How high it stands.
    pub level: Level,
    /// `tỉnh`, `thị xã`, `sở`, `phòng`, ...
    pub kind: Cow<'static, str>,
    /// The unit above.
    pub parent: Option<Cow<'static, str>>,
    /// First day; `None` when it is older than what is read.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Units that took over, the main one first.
    pub successors: Vec<Cow<'static, str>>,
    /// As in symbols: `SNV`.
    pub abbreviations: Vec<String>,
}

impl Unit {
    /// Whether it exists on `day`.
    pub fn is_valid(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether it is a place, with a people's committee, and not a body by itself.
    pub fn is_place(&self) -> bool {
        Kind::of_place(&self.name).is_some()
    }

    /// The name of the body that acts for it: of a place its people's committee.
    pub fn body_name(&self) -> String {
        if self.is_place() { format!("Ủy ban nhân dân {}", self.name) } else { self.name.clone().into_owned() }
    }
}

/// Types of places.
struct Kind;

impl Kind {
    const PLACES: [&str; 9] = ["thành phố", "thị xã", "thị trấn", "đặc khu", "tỉnh", "huyện", "quận", "phường", "xã"];

    /// The type with which the name of a place begins.
    fn of_place(name: &str) -> Option<&'static str> {
        Self::PLACES.into_iter().find(|kind| {
            let opening =
                name.get(..kind.len()).is_some_and(|opening| opening == *kind || opening.to_lowercase() == *kind);
            opening && name.get(kind.len()..).is_some_and(|rest| rest.starts_with(' '))
        })
    }
}

/// The register: built in, and overlaid by a corpus's own `units.tsv`.
#[derive(Debug, Default)]
pub struct Register {
    overlay: Option<Shelf>,
}

/// Units with what finds them.
#[derive(Debug, Default)]
struct Shelf {
    units: Vec<Unit>,
    ids: HashMap<Cow<'static, str>, usize>,
    /// By the key of the name and of the short name.
    names: HashMap<String, Vec<usize>>,
    children: BTreeMap<Cow<'static, str>, Vec<usize>>,
    /// By the whole name without marks; filled when first asked for.
    folded: OnceLock<HashMap<String, Vec<usize>>>,
}

/// Read when first asked for.
static BUILTIN: LazyLock<Shelf> = LazyLock::new(|| Shelf::new(builtin::units()));

impl Shelf {
    fn new(units: Vec<Unit>) -> Shelf {
        let mut shelf = Shelf {
            ids: HashMap::with_capacity(units.len()),
            names: HashMap::with_capacity(units.len()),
            ..Shelf::default()
        };
        for (at, unit) in units.iter().enumerate() {
            shelf.ids.insert(unit.id.clone(), at);
            let name = agency::key(&unit.name);
            let is_suffix = unit.name.ends_with(unit.short_name.as_ref()) && unit.name.starts_with(unit.kind.as_ref());
            // Of a built-in unit the short name is the name without its type, and so is the key.
            let short = match name.match_indices(' ').nth(unit.kind.matches(' ').count()) {
                Some((at, _)) if is_suffix => name.get(at + 1..).unwrap_or(&name).to_owned(),
                _ => agency::key(&unit.short_name),
            };
            if short != name {
                shelf.names.entry(short).or_default().push(at);
            }
            shelf.names.entry(name).or_default().push(at);
            if let Some(parent) = &unit.parent {
                shelf.children.entry(parent.clone()).or_default().push(at);
            }
        }
        shelf.units = units;
        shelf
    }

    fn get(&self, id: &str) -> Option<&Unit> {
        self.ids.get(id).and_then(|at| self.units.get(*at))
    }

    fn named(&self, key: &str) -> impl Iterator<Item = &Unit> {
        self.names.get(key).into_iter().flatten().filter_map(|at| self.units.get(*at))
    }

    /// The units whose whole name this is, typed with or without marks.
    fn written(&self, name: &str) -> impl Iterator<Item = &Unit> {
        let key = |name: &str| vi::fold(name).replace('y', "i");
        let folded = self.folded.get_or_init(|| {
            let mut folded: HashMap<String, Vec<usize>> = HashMap::with_capacity(self.units.len());
            for (at, unit) in self.units.iter().enumerate() {
                folded.entry(key(&unit.name)).or_default().push(at);
            }
            folded
        });
        let wanted = vi::canonical(name);
        let bare = vi::fold(&wanted) == wanted;
        let fitting = folded.get(&key(name)).into_iter().flatten().filter_map(|at| self.units.get(*at));
        fitting.filter(move |unit| bare || vi::canonical(&unit.name) == wanted)
    }

    fn below(&self, id: &str) -> impl Iterator<Item = &Unit> {
        self.children.get(id).into_iter().flatten().filter_map(|at| self.units.get(*at))
    }
}

impl Register {
    /// The built-in units alone.
    pub fn builtin() -> Register {
        Register::default()
    }

    /// The built-in units, overlaid by id with those of a `units.tsv`.
    pub fn with_overlay(table: &str) -> Result<Register, OverlayError> {
        let units = overlay::units(table, |id| BUILTIN.get(id).is_some())?;
        Ok(Register { overlay: Some(Shelf::new(units)) })
    }

    /// The unit with this id.
    pub fn unit(&self, id: &str) -> Option<&Unit> {
        self.overlay.as_ref().and_then(|overlay| overlay.get(id)).or_else(|| BUILTIN.get(id))
    }

    /// The units with this name or short name, on `day` if it is known, `within` a unit if that is known. Several
    /// stay several.
    pub fn find(&self, name: &str, day: Option<Date>, within: Option<&str>) -> Vec<&Unit> {
        let key = agency::key(&agency::written_out(name));
        let fits = |unit: &&Unit| {
            day.is_none_or(|day| unit.is_valid(day)) && within.is_none_or(|within| self.is_within(unit, within))
        };
        self.both(|shelf| shelf.named(&key).filter(fits).collect())
    }

    /// The units of any day whose whole name this is, `thị xã Bỉm Sơn` or `thi xa bim son`.
    pub fn written(&self, name: &str) -> Vec<&Unit> {
        self.both(|shelf| shelf.written(name).collect())
    }

    /// The units directly below one, on `day`.
    pub fn children(&self, id: &str, day: Date) -> Vec<&Unit> {
        self.both(|shelf| shelf.below(id).filter(|unit| unit.is_valid(day)).collect())
    }

    /// Whether the table has no communes of some district of a place on `day`: of one that another district took over.
    fn lacks_communes(&self, place: &Unit, day: Date) -> bool {
        self.children(&place.id, day).into_iter().filter(|unit| unit.level == Level::District).any(|unit| {
            self.children(&unit.id, day).is_empty() && self.successors(unit).any(|heir| heir.level == Level::District)
        })
    }

    /// Whether a unit is `id`, or lies below it.
    pub fn is_within(&self, unit: &Unit, id: &str) -> bool {
        // Longer than any chain from a commune to the centre: a table may name its own child as a parent.
        const DEEPEST: usize = 8;
        // The table has communes below the districts of the last day only, not below those before them.
        let heirs = self.unit(id).filter(|above| above.level == Level::District && unit.level == Level::Commune);
        let heirs = heirs.map_or(&[][..], |above| &above.successors);
        let mut at = Some(unit);
        for _ in 0..DEEPEST {
            let Some(unit) = at else { return false };
            if unit.id == id || heirs.contains(&unit.id) {
                return true;
            }
            at = unit.parent.as_deref().and_then(|parent| self.unit(parent));
        }
        false
    }

    /// The units that took over from one, on `day` or later.
    pub fn successors<'a>(&'a self, unit: &'a Unit) -> impl Iterator<Item = &'a Unit> {
        unit.successors.iter().filter_map(|id| self.unit(id))
    }

    /// Whether a unit may have been formed after `day` for all that is known: of the communes before 2025-07-01 those of
    /// the last months are built in, and not when they were formed. One that `words` call by its name was there.
    pub fn may_be_younger(&self, id: Option<&str>, day: Date, words: &str) -> bool {
        let unit = id.filter(|id| !self.is_own(id)).and_then(|id| self.unit(id));
        unit.is_some_and(|unit| {
            unit.level == Level::Commune
                && unit.from.is_none()
                && day < builtin::COMMUNES_FROM
                && !words.contains(&*unit.short_name)
        })
    }

    /// Whether a unit comes from the corpus's own table.
    fn is_own(&self, id: &str) -> bool {
        self.overlay.as_ref().is_some_and(|overlay| overlay.get(id).is_some())
    }

    /// The provinces of a day: the corpus's own, or those built in.
    fn provinces(&self, own: bool, day: Date) -> Vec<&Unit> {
        let shelf = self.overlay.as_ref().filter(|_| own).unwrap_or(&BUILTIN);
        shelf
            .units
            .iter()
            .filter(|unit| unit.level == Level::Province && unit.is_place() && unit.is_valid(day))
            .collect()
    }

    /// Units of the overlay, then those built in whose id it does not take.
    fn both<'a>(&'a self, of: impl Fn(&'a Shelf) -> Vec<&'a Unit>) -> Vec<&'a Unit> {
        let mut found = self.overlay.as_ref().map(&of).unwrap_or_default();
        let built_in = of(&BUILTIN);
        let hidden = |unit: &&Unit| self.overlay.as_ref().is_some_and(|overlay| overlay.ids.contains_key(&unit.id));
        found.extend(built_in.into_iter().filter(|unit| !hidden(unit)));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: Date = Date::constant(2023, 8, 5);
    const NEW: Date = Date::constant(2025, 8, 5);

    #[test]
    fn both_maps_are_whole() {
        let register = Register::builtin();
        let count = |level: Level, day: Date| {
            BUILTIN.units.iter().filter(|unit| unit.level == level && unit.is_valid(day)).count()
        };
        assert_eq!(
            [Level::Province, Level::District, Level::Commune].map(|level| count(level, OLD)),
            [63, 705, 10_035]
        );
        assert_eq!([Level::Province, Level::District, Level::Commune].map(|level| count(level, NEW)), [34, 0, 3_321]);
        let districts = |day: &str| count(Level::District, day.parse().unwrap());
        assert_eq!(
            ["2019-12-01", "2020-12-01", "2021-01-01", "2024-10-01", "2025-06-30"].map(districts),
            [713, 707, 705, 704, 696]
        );
        for unit in &BUILTIN.units {
            assert_eq!(register.successors(unit).count(), unit.successors.len(), "{}", unit.id);
            assert!(unit.parent.as_ref().is_none_or(|parent| register.unit(parent).is_some()), "{}", unit.id);
            assert!(unit.is_place(), "{}", unit.name);
        }
    }

    #[track_caller]
    fn check_body(name: &str, day: Date, expected: Option<&str>) {
        assert_eq!(Register::builtin().body(name, Some(day)).map(|body| body.id).as_deref(), expected, "{name}");
    }

    #[test]
    fn one_name_on_two_days() {
        check_body("Chủ tịch UBND tỉnh Lào Cai", OLD, Some("10"));
        check_body("UBND tỉnh Lào Cai", NEW, Some("2025-15"));
        check_body("Sở Nội vụ tỉnh Lào Cai", OLD, Some("10/so-noi-vu"));
        check_body("Uỷ ban nhân dân thành phố Hà Nội", NEW, Some("01"));
        check_body("UBND huyện Si Ma Cai", OLD, Some("10-084"));
        check_body("UBND huyện Si Ma Cai", NEW, None);
        check_body("Bộ Nội vụ", OLD, Some("bo-noi-vu"));
        check_body("UBND tỉnh Hà Tây", Date::constant(2006, 5, 5), Some("2008-28"));
        check_body("UBND tỉnh Hà Tây", OLD, None);
        check_body("UBND huyện Ba Vì, tỉnh Hà Tây", Date::constant(2006, 5, 5), Some("2008-28-271"));
        check_body("UBND huyện Ba Vì", OLD, Some("01-271"));
        check_body("UBND thị xã Hà Đông", Date::constant(2006, 5, 5), Some("2008-28-268a"));
        check_body("UBND huyện Nam Đông", OLD, Some("2024-46-483"));
        check_body("UBND huyện Nam Đông", Date::constant(2025, 2, 3), None);
        check_body("UBND huyện Hoa Lư, tỉnh Ninh Bình", OLD, Some("37-374a"));
        check_body("UBND thành phố Hoa Lư", OLD, None);
        check_body("UBND thành phố Hoa Lư", Date::constant(2025, 2, 3), Some("37-374"));
        check_body("UBND xã Trường Yên, huyện Hoa Lư, tỉnh Ninh Bình", OLD, Some("37-374-14533"));
        check_body("UBND thị xã Phong Điền", Date::constant(2025, 2, 3), Some("46-476"));
    }

    #[test]
    fn a_group_is_that_of_its_day() {
        let expand = |phrase: &str, day: Date| Register::builtin().expand(phrase, "UBND tỉnh Ninh Bình", day);
        let names = |day: Date| {
            let found = expand("UBND các huyện, thành phố", day);
            found.members.into_iter().map(|member| member.name.replace("Ủy ban nhân dân ", "")).collect::<Vec<_>>()
        };
        assert_eq!(names(OLD).len(), 8);
        assert!(names(OLD).contains(&"thành phố Ninh Bình".to_owned()));
        assert!(!names(OLD).contains(&"thành phố Hoa Lư".to_owned()));
        assert_eq!(names(Date::constant(2025, 2, 3)).len(), 7);
        // The communes of two of its districts are not in the table, nor those that ended before 2025-03-01.
        for phrase in ["UBND cấp xã", "UBND các xã, phường, thị trấn"] {
            assert_eq!(expand(phrase, OLD).open.len(), 1, "{phrase}");
            assert!(expand(phrase, Date::constant(2025, 3, 3)).open.is_empty(), "{phrase}");
        }
    }

    #[test]
    fn what_is_shared_stays_undecided() {
        check_body("UBND huyện Châu Thành", OLD, None);
        check_body("UBND huyện Châu Thành, tỉnh Long An", OLD, Some("80-808"));
        let register = Register::builtin();
        assert_eq!(register.find("huyện Châu Thành", Some(OLD), None).len(), 10);
        assert_eq!(
            register
                .find("Hồng Ngự", Some(OLD), Some("87"))
                .iter()
                .filter(|unit| unit.level == Level::District)
                .count(),
            2
        );
        let alike = register.likeness("UBND huyện Châu Thành", "UBND huyện Châu Thành", Some(OLD));
        assert_eq!(alike, agency::Likeness::Perhaps);
    }

    #[test]
    fn who_may_bind_whom() {
        let register = Register::builtin();
        let above = |a: &str, b: &str| {
            let (a, b) = (register.body(a, Some(OLD)).unwrap(), register.body(b, Some(OLD)).unwrap());
            register.is_above(&a, &b)
        };
        assert!(above("UBND tỉnh Lào Cai", "Sở Nội vụ tỉnh Lào Cai"));
        assert!(above("UBND tỉnh Lào Cai", "UBND huyện Si Ma Cai"));
        assert!(above("Thủ tướng Chính phủ", "Bộ Nội vụ"));
        assert!(above("Bộ Nội vụ", "UBND tỉnh Lào Cai"));
        assert!(!above("Sở Nội vụ tỉnh Lào Cai", "UBND huyện Si Ma Cai"));
        assert!(!above("UBND tỉnh Lào Cai", "UBND huyện Văn Lâm"));
        assert!(!above("UBND huyện Si Ma Cai", "UBND tỉnh Lào Cai"));
        assert!(!above("Bộ Nội vụ", "Bộ Tài chính"));
    }

    #[track_caller]
    fn check_fault(table: &str, line: usize, column: &str) {
        let error = Register::with_overlay(table).unwrap_err();
        assert_eq!((error.line, error.column.as_str()), (line, column), "{error}");
    }

    #[test]
    fn a_fault_in_a_table_names_its_place() {
        const HEADER: &str =
            "id\tname\tshort_name\tlevel\tkind\tparent_id\tvalid_from\tvalid_to\tsuccessors\tabbreviations\n";
        check_fault("", 1, "id");
        check_fault("id\tname\n", 1, "short_name");
        check_fault(&format!("{HEADER}a\ttỉnh A\tA\tvùng\ttỉnh\n"), 2, "level");
        check_fault(&format!("{HEADER}a\ttỉnh A\tA\tprovince\ttỉnh\tb\n"), 2, "parent_id");
        check_fault(&format!("{HEADER}a\ttỉnh A\tA\tprovince\ttỉnh\t\t2025-13-01\n"), 2, "valid_from");
        check_fault(&format!("{HEADER}\na\ttỉnh A\tA\tprovince\ttỉnh\na\ttỉnh B\tB\tprovince\ttỉnh\n"), 4, "id");
        let moved = format!("{HEADER}10\ttỉnh Lào Cai Mới\tLào Cai Mới\tprovince\ttỉnh\n");
        let register = Register::with_overlay(&moved).unwrap();
        assert!(register.find("tỉnh Lào Cai", Some(OLD), None).is_empty());
    }

    #[test]
    fn a_page_learns_the_province_of_its_district() {
        let mut home = agency::letterhead("UBND THỊ XÃ BỈM SƠN", None, Some("Bỉm Sơn"), Some(OLD));
        Register::builtin().settle(&mut home);
        assert_eq!(home.province.as_deref(), Some("tỉnh Thanh Hóa"));
        let mut home = agency::letterhead("UBND HUYỆN CHÂU THÀNH", None, None, Some(OLD));
        Register::builtin().settle(&mut home);
        assert_eq!(home.province, None);
    }
}
