//! Lists of units in words shaped like real ones.

use super::*;

/// The units at the head of the text, joined by `|`, and what follows them.
#[track_caller]
fn check(text: &str, expected: &str, then: &str) {
    let units = list(text, 0).unwrap_or_default();
    let names: Vec<&str> = units.units.iter().map(|unit| unit.name.as_str()).collect();
    assert_eq!((names.join("|"), rest(text, units.end)), (expected.to_owned(), then), "{text}");
}

#[test]
fn departments_end_where_the_verb_begins() {
    check("Sở Nội vụ chủ trì", "Sở Nội vụ", " chủ trì");
    check("Sở Giao thông vận tải tổ chức", "Sở Giao thông vận tải", " tổ chức");
    check("Sở Kế hoạch và Đầu tư rà soát", "Sở Kế hoạch và Đầu tư", " rà soát");
    check(
        "Sở Nông nghiệp và Phát triển nông thôn, Sở Tài chính hướng dẫn",
        "Sở Nông nghiệp và Phát triển nông thôn|Sở Tài chính",
        " hướng dẫn",
    );
    check("Sở Văn hóa, Thể thao và Du lịch theo", "Sở Văn hóa, Thể thao và Du lịch", " theo");
    check(
        "Sở Lao động - Thương binh và Xã hội, Ban Dân tộc tỉnh theo",
        "Sở Lao động - Thương binh và Xã hội|Ban Dân tộc tỉnh",
        " theo",
    );
    check("Cục Thi hành án dân sự tỉnh có", "Cục Thi hành án dân sự tỉnh", " có");
    check("Văn phòng Đăng ký đất đai tỉnh lập", "Văn phòng Đăng ký đất đai tỉnh", " lập");
    check("Trung tâm Quản lý chất lượng chuẩn bị", "Trung tâm Quản lý chất lượng", " chuẩn bị");
    check("Sở Công Thương gửi báo cáo", "Sở Công Thương", " gửi báo cáo");
    check("Sở Tài chính và Kho bạc Nhà nước tỉnh giải quyết", "Sở Tài chính|Kho bạc Nhà nước tỉnh", " giải quyết");
}

#[test]
fn groups_are_one_entry() {
    check(
        "các sở, ban, ngành và UBND các huyện, thị xã, thành phố trong tỉnh triển khai",
        "các sở, ban, ngành|UBND các huyện, thị xã, thành phố trong tỉnh",
        " triển khai",
    );
    check(
        "Thủ trưởng các cơ quan, đơn vị; Chủ tịch UBND các xã, phường, thị trấn khẩn trương",
        "Thủ trưởng các cơ quan, đơn vị|Chủ tịch UBND các xã, phường, thị trấn",
        " khẩn trương",
    );
    check(
        "các cơ quan, đơn vị, địa phương có liên quan rà soát",
        "các cơ quan, đơn vị, địa phương có liên quan",
        " rà soát",
    );
    check(
        "Ủy ban MTTQ Việt Nam tỉnh và các tổ chức chính trị - xã hội tuyên truyền",
        "Ủy ban MTTQ Việt Nam tỉnh|các tổ chức chính trị - xã hội",
        " tuyên truyền",
    );
    check(
        "UBND các huyện, thị xã, thành phố (trừ huyện Si Ma Cai) xây dựng",
        "UBND các huyện, thị xã, thành phố (trừ huyện Si Ma Cai)",
        " xây dựng",
    );
    check(
        "UBND các huyện, thành phố (ngoại trừ UBND huyện Si Ma Cai) xây dựng",
        "UBND các huyện, thành phố (ngoại trừ UBND huyện Si Ma Cai)",
        " xây dựng",
    );
    check("UBND cấp huyện, trừ UBND huyện Si Ma Cai, tổ chức", "UBND cấp huyện, trừ UBND huyện Si Ma Cai", ", tổ chức");
    check(
        "Các Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ ban hành",
        "Các Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ",
        " ban hành",
    );
    check(
        "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương chỉ đạo",
        "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương",
        " chỉ đạo",
    );
    check("các cơ quan liên quan tổ chức", "các cơ quan liên quan", " tổ chức");
}

#[test]
fn what_a_list_leaves_out_is_filled_in() {
    check(
        "UBND thành phố Lào Cai, huyện Bảo Thắng, huyện Bảo Yên chỉ đạo",
        "UBND thành phố Lào Cai|UBND huyện Bảo Thắng|UBND huyện Bảo Yên",
        " chỉ đạo",
    );
    check(
        "Chủ tịch UBND các huyện, thị xã Đức Phổ và thành phố Quảng Ngãi khẩn trương",
        "Chủ tịch UBND các huyện, thị xã Đức Phổ và thành phố Quảng Ngãi",
        " khẩn trương",
    );
    check(
        "UBND các huyện Trấn Yên, Văn Yên và Lục Yên rà soát",
        "UBND huyện Trấn Yên|UBND huyện Văn Yên|UBND huyện Lục Yên",
        " rà soát",
    );
    check(
        "UBND thành phố Yên Bái, thị xã Nghĩa Lộ, các huyện Trấn Yên, Văn Yên báo cáo",
        "UBND thành phố Yên Bái|UBND thị xã Nghĩa Lộ|UBND huyện Trấn Yên|UBND huyện Văn Yên",
        " báo cáo",
    );
    check(
        "Chủ tịch UBND các xã: Đại Phước, Nhơn Trạch chỉ đạo",
        "Chủ tịch UBND xã Đại Phước|Chủ tịch UBND xã Nhơn Trạch",
        " chỉ đạo",
    );
    check(
        "các Sở: Tài chính, Kế hoạch và Đầu tư, Nội vụ rà soát",
        "Sở Tài chính|Sở Kế hoạch và Đầu tư|Sở Nội vụ",
        " rà soát",
    );
}

#[test]
fn posts_persons_and_companies() {
    check(
        "Chánh Văn phòng UBND tỉnh, Giám đốc các sở, Thủ trưởng các đơn vị chịu",
        "Chánh Văn phòng UBND tỉnh|Giám đốc các sở|Thủ trưởng các đơn vị",
        " chịu",
    );
    check(
        "Công ty TNHH MTV Đầu tư, Xây dựng và Kinh doanh dịch vụ Quảng Ngãi tiếp thu",
        "Công ty TNHH MTV Đầu tư, Xây dựng và Kinh doanh dịch vụ Quảng Ngãi",
        " tiếp thu",
    );
    check("ông Nguyễn Văn A chủ trì", "ông Nguyễn Văn A", " chủ trì");
    check("Các ông (bà): Chánh Văn phòng, Giám đốc Sở Nội vụ căn cứ", "Chánh Văn phòng|Giám đốc Sở Nội vụ", " căn cứ");
}

#[test]
fn what_is_no_unit() {
    for text in [
        "Ban hành kế hoạch",
        "Thanh tra việc chấp hành",
        "tổ chức triển khai",
        "Cấp giấy phép",
        "Bộ máy",
        "người dân",
        "các nội dung",
    ] {
        assert_eq!(list(text, 0), None, "{text}");
    }
}

#[test]
fn short_words_that_begin_longer_ones() {
    check("các bộ phận, các thôn triển khai", "các bộ phận, các thôn", " triển khai");
    check("các ban quản lý dự án rà soát", "các ban quản lý dự án", " rà soát");
    check("Các huyện ủy, thị ủy, đảng ủy trực thuộc tổ chức", "Các huyện ủy, thị ủy, đảng ủy trực thuộc", " tổ chức");
    check("Huyện ủy, UBND huyện rà soát", "Huyện ủy|UBND huyện", " rà soát");
    check("các đồng chí Trưởng thôn thông báo", "Trưởng thôn", " thông báo");
    check(
        "Trung tâm Văn hóa - Thể thao và Truyền thanh huyện phối hợp",
        "Trung tâm Văn hóa - Thể thao và Truyền thanh huyện",
        " phối hợp",
    );
    check(
        "Đài Truyền hình Việt Nam, Đài Tiếng nói Việt Nam, Thông tấn xã Việt Nam: Chủ trì",
        "Đài Truyền hình Việt Nam|Đài Tiếng nói Việt Nam|Thông tấn xã Việt Nam",
        ": Chủ trì",
    );
}

#[test]
fn provinces_of_a_list_have_their_own_levels() {
    check(
        "các Bộ: Kế hoạch và Đầu tư, Tài chính và Ủy ban nhân dân các tỉnh, thành phố: Hải Phòng, Quảng Nam rà soát",
        "Bộ Kế hoạch và Đầu tư|Bộ Tài chính|Ủy ban nhân dân thành phố Hải Phòng|Ủy ban nhân dân tỉnh Quảng Nam",
        " rà soát",
    );
}
