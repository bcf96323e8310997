//! Cơ quan nhà nước: whether a name means a body of the state, and not whoever lives or works under its rules.

/// Whether a citizen, a firm or whoever asks for something is meant.
pub(super) fn is_private(name: &str) -> bool {
    const PRIVATE: [&str; 9] = [
        "cá nhân",
        "doanh nghiệp",
        "công ty",
        "nhà đầu tư",
        "chủ đầu tư",
        "nhà thầu",
        "người",
        "hộ ",
        "tổ chức tín dụng",
    ];
    let lower = name.to_lowercase();
    PRIVATE.iter().any(|word| lower.contains(word))
}

/// Whether a unit of the state is meant.
pub(super) fn is_state(name: &str) -> bool {
    let lower = name.to_lowercase();
    let public = [
        "bộ",
        "sở",
        "ban",
        "ngành",
        "ubnd",
        "hđnd",
        "hội đồng nhân dân",
        "cơ quan",
        "chính phủ",
        "chính quyền",
        "cục",
        "công an",
        "thanh tra",
        "tòa án",
        "viện kiểm sát",
        "kho bạc",
        "ngân hàng nhà nước",
        "bảo hiểm xã hội",
        "quân",
        "binh chủng",
        "địa phương",
    ];
    !is_private(name) && public.iter().any(|word| lower.contains(word))
}

/// Whether one body of the state is meant by its name or kind, and not whoever handles a file.
pub(super) fn is_institution(name: &str) -> bool {
    let lower = name.to_lowercase();
    let kinds = [
        "bộ",
        "ủy ban nhân dân",
        "uỷ ban nhân dân",
        "ubnd",
        "hội đồng nhân dân",
        "chính phủ",
        "ngân hàng nhà nước",
        "bảo hiểm xã hội",
        "tổng cục",
        "cục ",
        "sở ",
        "binh chủng",
        "thanh tra",
        "vụ ",
        "văn phòng",
    ];
    kinds.iter().any(|kind| lower.contains(kind))
}
