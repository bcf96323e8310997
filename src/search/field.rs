//! Fields that a query may name, and the words for their values.

/// A field of the query language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Tên loại.
    Type,
    /// Cơ quan ban hành.
    Issuer,
    /// Cấp of the issuer.
    Level,
    /// Tỉnh of the issuer.
    Province,
    /// Số, ký hiệu.
    Number,
    /// Ngày ban hành: a day, month, quarter, year or range.
    Date,
    /// Trích yếu.
    Subject,
    /// Người ký.
    Signer,
    /// Nơi nhận.
    Recipient,
    /// Trạng thái, or role.
    Status,
    /// Quan hệ with what is cited.
    Relation,
    /// Đơn vị of a task.
    Unit,
    /// Whether tasks are assigned: `có`, `không`.
    Tasks,
}

/// Names of each field, folded; the first is shown.
const NAMES: &[(Field, &[&str])] = &[
    (Field::Type, &["loai", "type"]),
    (Field::Issuer, &["cq", "issuer", "coquan"]),
    (Field::Level, &["cap", "level"]),
    (Field::Province, &["tinh", "province"]),
    (Field::Number, &["so", "number"]),
    (Field::Date, &["ngay", "date", "nam", "year"]),
    (Field::Subject, &["trichyeu", "subject"]),
    (Field::Signer, &["nguoiky", "signer"]),
    (Field::Recipient, &["noinhan", "recipient"]),
    (Field::Status, &["trangthai", "status"]),
    (Field::Relation, &["quanhe", "relation"]),
    (Field::Unit, &["donvi", "unit"]),
    (Field::Tasks, &["nhiemvu", "tasks"]),
];

/// Vietnamese words for values, folded, and how the index writes them.
const VALUES: &[(Field, &str, &str)] = &[
    (Field::Status, "da ban hanh", "issued"),
    (Field::Status, "ban hanh", "issued"),
    (Field::Status, "du thao", "draft"),
    (Field::Status, "mau", "template"),
    (Field::Status, "van ban", "document"),
    (Field::Status, "tin", "report"),
    (Field::Status, "khac", "other"),
    (Field::Level, "trung uong", "central"),
    (Field::Level, "tw", "central"),
    (Field::Level, "tinh", "province"),
    (Field::Level, "huyen", "district"),
    (Field::Level, "xa", "commune"),
    (Field::Relation, "sua doi", "amends"),
    (Field::Relation, "thay the", "replaces"),
    (Field::Relation, "bai bo", "repeals"),
    (Field::Relation, "tra loi", "replies_to"),
    (Field::Relation, "don doc", "reminds"),
    (Field::Relation, "thuc hien", "implements"),
    (Field::Relation, "trien khai", "implements"),
    (Field::Relation, "huong dan", "guides"),
    (Field::Relation, "bao cao", "reports_on"),
    (Field::Relation, "theo de nghi", "proposed_by"),
    (Field::Relation, "kem theo", "attached_to"),
    (Field::Relation, "can cu", "legal_basis"),
    (Field::Relation, "dan chieu", "mentions"),
];

impl Field {
    /// The field of a name in either language, marks or none.
    pub(super) fn named(name: &str) -> Option<Field> {
        let folded = crate::vi::fold(name);
        NAMES.iter().find(|(_, names)| names.contains(&folded.as_str())).map(|(field, _)| *field)
    }

    /// The name under which it is typed.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(field, _)| *field == self).and_then(|(_, names)| names.first()).copied().unwrap_or("")
    }

    /// All names, for a message.
    pub(super) fn names() -> String {
        NAMES
            .iter()
            .map(|(_, names)| names.iter().take(2).copied().collect::<Vec<_>>().join("/"))
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// A value, folded, as the index writes it.
    pub(super) fn value(self, typed: &str) -> String {
        let folded = crate::vi::fold(typed.trim());
        let bare = if self == Field::Level { folded.trim_start_matches("cap ") } else { &folded };
        let known = VALUES.iter().find(|(field, word, _)| *field == self && *word == bare);
        known.map_or_else(|| bare.to_owned(), |(_, _, value)| (*value).to_owned())
    }
}
