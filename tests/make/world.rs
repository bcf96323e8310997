//! The invented country: one ministry, two provinces with departments, districts with offices, communes, people.
//!
//! No short name below is that of a province, district or commune of Viet Nam, before 2025-07-01 or after, with or
//! without its marks ("Minh Hà" alone is checked with them).

use super::chance::Chance;

/// A place in [`World::units`].
pub(crate) type Id = usize;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    Central,
    Province,
    District,
    Commune,
}

/// A row of `units.tsv`.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub(crate) key: String,
    /// Absolute: `huyện Vân Khê`, `Sở Nội vụ tỉnh Minh Hà`.
    pub(crate) name: String,
    /// `Vân Khê`, `Sở Nội vụ`.
    pub(crate) short: String,
    pub(crate) level: Level,
    /// `tỉnh`, `huyện`, `xã`, `sở`, `phòng`, ...
    pub(crate) kind: &'static str,
    pub(crate) parent: Option<Id>,
    /// `SNV`; of an administrative unit none.
    pub(crate) symbol: &'static str,
    pub(crate) head: Person,
    pub(crate) deputy: Person,
    /// First and last, where it has them.
    pub(crate) days: [&'static str; 2],
    pub(crate) successor: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) name: String,
}

pub(crate) struct World {
    pub(crate) units: Vec<Unit>,
    pub(crate) ministry: Id,
    pub(crate) provinces: [Id; 2],
    /// Two provinces that became one on 2025-07-01, and that one, which bears the name of the second.
    pub(crate) merged: [Id; 3],
    /// Two communes of one name, in two districts of the first.
    pub(crate) twins: [Id; 2],
}

const PROVINCES: &[(&str, &str, &str, &str)] = &[
    ("Minh Hà", "mh", "Sơn Uyên", "su"),
    ("Thượng Linh", "tl", "Quang Thảo", "qt"),
    ("Khánh Quế", "kq", "Diên Lĩnh", "dl"),
    ("Trà Châu", "tc", "Ninh Mai", "nm"),
    ("Thái Miên", "tm", "Bảo Giang", "bg"),
    ("Phương Vũ", "pv", "Hoài Trang", "ht"),
    ("Vân Châu", "vc", "Lạc Mai", "lm"),
];

const MINISTRIES: &[(&str, &str)] =
    &[("Bộ Sự vụ", "BSV"), ("Bộ Công vụ", "BCVU"), ("Bộ Dân sự", "BDS"), ("Bộ Hành chính", "BHC")];

const PLACES: &str = "Hà Xuyên, Linh Khê, An Mộc, Quang Đồi, Hòa Tùng, Lâm Hồ, Hạ Hương, An Kiều, Diên Thủy, Lam Mộc, \
    Hiền Tùng, Cẩm Hạnh, Trúc Hương, Tân Tâm, Mộc Trang, Vĩnh Bích, Bằng Yên, Hiền Nguyên, Kim Đàn, Khê Lan, Long Ngạn, \
    Hạ Trạch, Cẩm Uyên, Trúc Đàn, Phương Kiều, Trà Sa, Khánh Phong, Thuận Miên, Nguyên Lâm, Trà Đàn, Mai Trúc, \
    Bằng Lan, Gia Khê, Vân Nguyên, Hà Bích, Thuận Bích, Hương Thạch, Bảo Bích, Hiền Hạnh, Hương Tùng, Hồng Tùng, \
    Long Trang, Nhật Hồ, Tùng Uyên, Châu Hồ, Thạch Mộc, Khánh Linh, Hạ Miên, Hương Thảo, Lâm Khê, Sơn Xuyên, Mai Thảo, \
    Minh Trang, Lâm Vũ, Hồng Hồ, Thảo Giang, Thạch Trạch, Hoài Đàn, Vĩnh Liên, Bằng Đàn, Trung Quế, Yên Miên, Mai Kiều, \
    Long Lan, Nhật Thảo, Lạc Đàn, Tây Lan, Xuân Lan, Thiên Quế, Nhật Linh, Thanh Mộc, Tùng Liên, Mai Bích, Yên Quế, \
    Hồng Ngạn, Lam Hiền, Thiên Tâm, Linh Lan, Cẩm Thảo, Vĩnh Nhai, Thiên Liên, Vân Hạnh, Bằng Phong, Nguyên Thạch, \
    Bích Trạch, Châu Ngạn, Phúc Tâm, Tây Hương, Long Bích, Xuân Mộc, Phúc Miên, Thảo Lĩnh, Yên Kiều, Ngọc Vũ, Trúc Hồ, \
    Tân Miên, Thái Đàn, Giang Phong, Khê Kiều, Mai Khê, Trà Tùng, Linh Xuyên, Khánh Mai, Hải Lan, Cẩm Phong, Lam Liên";

const FAMILY: &[&str] =
    &["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Giàng", "Hà"];
const MIDDLE: &[&str] = &["Văn", "Thị", "Đức", "Minh", "Hữu", "Ngọc", "Quốc", "Thanh", "Xuân", "Thu", "Công", "Kim"];
const GIVEN: &[&str] = &[
    "Anh", "Bình", "Chiến", "Dũng", "Đông", "Giang", "Hạnh", "Hải", "Hiếu", "Hòa", "Hương", "Khánh", "Kiên", "Lan",
    "Linh", "Long", "Mai", "Nam", "Nga", "Oanh", "Phúc", "Quang", "Sơn", "Tâm", "Thảo", "Thủy", "Trung", "Tuyết",
    "Vinh", "Yến",
];

/// Departments of a province: name, symbol.
const DEPARTMENTS: &[(&str, &str)] = &[
    ("Sở Nội vụ", "SNV"),
    ("Sở Tài chính", "STC"),
    ("Sở Tư pháp", "STP"),
    ("Sở Y tế", "SYT"),
    ("Sở Xây dựng", "SXD"),
    ("Sở Công Thương", "SCT"),
    ("Sở Giáo dục và Đào tạo", "SGDĐT"),
    ("Sở Thông tin và Truyền thông", "STTTT"),
    ("Sở Tài nguyên và Môi trường", "STNMT"),
    ("Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL"),
    ("Sở Lao động - Thương binh và Xã hội", "SLĐTBXH"),
];

const OFFICES: &[(&str, &str)] =
    &[("Phòng Nội vụ", "PNV"), ("Phòng Tài chính - Kế hoạch", "PTCKH"), ("Phòng Văn hóa và Thông tin", "PVHTT")];

impl World {
    pub(crate) fn new(seed: u64, chance: &mut Chance) -> World {
        let mut world = World { units: Vec::new(), ministry: 0, provinces: [0, 0], merged: [0; 3], twins: [0; 2] };
        let (ministry, symbol) = MINISTRIES[(seed as usize + 1) % MINISTRIES.len()];
        world.add("bo", ministry, ministry, Level::Central, "bộ", None, symbol, chance);
        let mut places: Vec<&str> = PLACES.split(", ").map(str::trim).collect();
        chance.shuffle(&mut places);
        let (first, first_key, second, second_key) = PROVINCES[seed as usize % PROVINCES.len()];
        for (n, (province, key)) in [(first, first_key), (second, second_key)].into_iter().enumerate() {
            world.provinces[n] = world.province(n, province, key, &mut places, chance);
        }
        world.merge(seed, &mut places);
        world
    }

    /// Two small provinces beside the story, with a chance of their own.
    fn merge(&mut self, seed: u64, places: &mut Vec<&str>) {
        const LAST: &str = "2025-06-30";
        let chance = &mut Chance::new(seed + 1000);
        let (gone, gone_key, kept, kept_key) = PROVINCES[(seed as usize + 3) % PROVINCES.len()];
        let twin = places.pop().expect("places enough");
        for (n, (short, key)) in [(gone, gone_key), (kept, kept_key)].into_iter().enumerate() {
            let name = format!("tỉnh {short}");
            self.merged[n] = self.add(key, &name, short, Level::Province, "tỉnh", None, "", chance);
            self.units[self.merged[n]].days = ["", LAST];
            self.units[self.merged[n]].successor = format!("{kept_key}-2025");
        }
        for n in 0..2 {
            let (key, short) = (format!("{gone_key}-h{}", n + 1), places.pop().expect("places enough"));
            let name = format!("huyện {short}");
            let district = self.add(&key, &name, short, Level::District, "huyện", Some(self.merged[0]), "", chance);
            let (key, name) = (format!("{key}-x1"), format!("xã {twin}"));
            self.twins[n] = self.add(&key, &name, twin, Level::Commune, "xã", Some(district), "", chance);
            self.units[district].days = ["", LAST];
            self.units[self.twins[n]].days = ["", LAST];
        }
        let (key, name) = (format!("{kept_key}-2025"), format!("tỉnh {kept}"));
        self.merged[2] = self.add(&key, &name, kept, Level::Province, "tỉnh", None, "", chance);
        self.units[self.merged[2]].days = ["2025-07-01", ""];
    }

    fn province(&mut self, n: usize, short: &str, key: &str, places: &mut Vec<&str>, chance: &mut Chance) -> Id {
        let name = format!("tỉnh {short}");
        let province = self.add(key, &name, short, Level::Province, "tỉnh", None, "", chance);
        let departments = if n == 0 { 8 + chance.below(3) } else { 6 + chance.below(3) };
        let mut chosen = vec![DEPARTMENTS[0], DEPARTMENTS[1]];
        chosen.extend(chance.some(&DEPARTMENTS[2..], departments - 2));
        for (department, symbol) in chosen {
            let whole = format!("{department} {name}");
            let key = format!("{key}-{}", symbol.to_lowercase().replace('đ', "d"));
            self.add(&key, &whole, department, Level::Province, "sở", Some(province), symbol, chance);
        }
        let office = format!("Văn phòng Ủy ban nhân dân {name}");
        self.add(
            &format!("{key}-vp"),
            &office,
            "Văn phòng UBND tỉnh",
            Level::Province,
            "văn phòng",
            Some(province),
            "VP",
            chance,
        );
        let inspectors = format!("Thanh tra {name}");
        self.add(
            &format!("{key}-tt"),
            &inspectors,
            "Thanh tra tỉnh",
            Level::Province,
            "thanh tra",
            Some(province),
            "TTT",
            chance,
        );
        let kinds: &[&str] = if n == 0 {
            &["thành phố", "thị xã", "huyện", "huyện", "huyện", "huyện"]
        } else {
            &["thành phố", "huyện", "huyện", "huyện"]
        };
        for (d, &kind) in kinds.iter().enumerate() {
            // The chief town bears the name of the province in the second one: two levels, one short name.
            let short = if n == 1 && d == 0 { short } else { places.pop().expect("places enough") };
            let key = format!("{key}-h{}", d + 1);
            let district =
                self.add(&key, &format!("{kind} {short}"), short, Level::District, kind, Some(province), "", chance);
            for (office, symbol) in OFFICES {
                let whole = format!("{office} {kind} {short}");
                let key = format!("{key}-{}", symbol.to_lowercase());
                self.add(&key, &whole, office, Level::District, "phòng", Some(district), symbol, chance);
            }
            let communes: &[&str] = match (n, kind) {
                (0, "huyện") => &["thị trấn", "xã", "xã", "xã"],
                (0, _) => &["phường", "phường", "xã"],
                (_, "huyện") => &["thị trấn", "xã"],
                _ => &["phường", "xã"],
            };
            for (c, &kind) in communes.iter().enumerate() {
                let short = places.pop().expect("places enough");
                let name = format!("{kind} {short}");
                self.add(&format!("{key}-x{}", c + 1), &name, short, Level::Commune, kind, Some(district), "", chance);
            }
        }
        province
    }

    #[expect(clippy::too_many_arguments, reason = "one call is one row of the table")]
    fn add(
        &mut self,
        key: &str,
        name: &str,
        short: &str,
        level: Level,
        kind: &'static str,
        parent: Option<Id>,
        symbol: &'static str,
        chance: &mut Chance,
    ) -> Id {
        let person =
            |c: &mut Chance| Person { name: format!("{} {} {}", c.pick(FAMILY), c.pick(MIDDLE), c.pick(GIVEN)) };
        let (head, deputy) = (person(chance), person(chance));
        self.units.push(Unit {
            key: key.to_owned(),
            name: name.to_owned(),
            short: short.to_owned(),
            level,
            kind,
            parent,
            symbol,
            head,
            deputy,
            days: ["", ""],
            successor: String::new(),
        });
        self.units.len() - 1
    }

    /// Whether the unit is a place with a people's committee.
    pub(crate) fn is_place(&self, id: Id) -> bool {
        self.units[id].symbol.is_empty()
    }

    /// `Ủy ban nhân dân huyện Vân Khê`, `Sở Nội vụ tỉnh Minh Hà`.
    pub(crate) fn body(&self, id: Id) -> String {
        let unit = &self.units[id];
        if self.is_place(id) { format!("Ủy ban nhân dân {}", unit.name) } else { unit.name.clone() }
    }

    /// As inside its own province: `UBND huyện Vân Khê`, `Sở Nội vụ`.
    pub(crate) fn brief(&self, id: Id) -> String {
        let unit = &self.units[id];
        if self.is_place(id) { format!("UBND {}", unit.name) } else { unit.short.clone() }
    }

    pub(crate) fn province_of(&self, mut id: Id) -> Id {
        while let Some(parent) = self.units[id].parent {
            id = parent;
        }
        id
    }

    /// The place that the unit serves: itself, or its parent.
    pub(crate) fn seat(&self, id: Id) -> Id {
        if self.is_place(id) { id } else { self.units[id].parent.unwrap_or(id) }
    }

    pub(crate) fn departments(&self, province: Id) -> Vec<Id> {
        self.children(province, |unit| unit.kind == "sở")
    }

    pub(crate) fn districts(&self, province: Id) -> Vec<Id> {
        self.children(province, |unit| unit.level == Level::District)
    }

    pub(crate) fn offices(&self, district: Id) -> Vec<Id> {
        self.children(district, |unit| unit.kind == "phòng")
    }

    pub(crate) fn communes(&self, district: Id) -> Vec<Id> {
        self.children(district, |unit| unit.level == Level::Commune)
    }

    /// Văn phòng and Thanh tra: what "ban, ngành" may or may not hold.
    pub(crate) fn other_agencies(&self, province: Id) -> Vec<Id> {
        self.children(province, |unit| unit.kind == "văn phòng" || unit.kind == "thanh tra")
    }

    fn children(&self, parent: Id, fits: impl Fn(&Unit) -> bool) -> Vec<Id> {
        (0..self.units.len()).filter(|&i| self.units[i].parent == Some(parent) && fits(&self.units[i])).collect()
    }

    /// `units.tsv`.
    pub(crate) fn table(&self) -> String {
        let mut out = String::from(
            "id\tname\tshort_name\tlevel\tkind\tparent_id\tvalid_from\tvalid_to\tsuccessors\tabbreviations\n",
        );
        for unit in &self.units {
            let level = match unit.level {
                Level::Central => "central",
                Level::Province => "province",
                Level::District => "district",
                Level::Commune => "commune",
            };
            let parent = unit.parent.map_or("", |p| &self.units[p].key);
            out.push_str(&format!(
                "{}\t{}\t{}\t{level}\t{}\t{parent}\t{}\t{}\t{}\t{}\n",
                unit.key, unit.name, unit.short, unit.kind, unit.days[0], unit.days[1], unit.successor, unit.symbol
            ));
        }
        out
    }
}
