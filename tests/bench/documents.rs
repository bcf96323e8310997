//! Made documents to measure speed with: letterhead, citations, tasks, other sentences, nơi nhận; all different.

use crate::dice::Dice;

const PROVINCES: &[&str] = &["Minh Hà", "Sơn Lộc", "An Thủy", "Bình Khê", "Đông Lĩnh", "Tân Phước", "Vĩnh Sa"];
const TYPES: &[(&str, &str)] = &[
    ("KẾ HOẠCH", "KH"),
    ("QUYẾT ĐỊNH", "QĐ"),
    ("CHỈ THỊ", "CT"),
    ("BÁO CÁO", "BC"),
    ("THÔNG BÁO", "TB"),
    ("HƯỚNG DẪN", "HD"),
];
const TOPICS: &[&str] = &[
    "cải cách thủ tục hành chính",
    "chuyển đổi số",
    "phòng cháy, chữa cháy rừng",
    "an toàn giao thông",
    "giải ngân vốn đầu tư công",
    "phòng, chống thiên tai",
    "xây dựng nông thôn mới",
    "quản lý đất đai",
    "bảo vệ môi trường",
    "an toàn thực phẩm",
    "giáo dục nghề nghiệp",
    "chăm sóc sức khỏe nhân dân",
];
const UNITS: &[&str] = &[
    "Sở Nội vụ",
    "Sở Tài chính",
    "Sở Xây dựng",
    "Sở Tư pháp",
    "Sở Y tế",
    "Sở Giáo dục và Đào tạo",
    "Văn phòng UBND tỉnh",
    "Sở Nông nghiệp và Môi trường",
    "Sở Khoa học và Công nghệ",
    "UBND các huyện, thị xã, thành phố",
    "Công an tỉnh",
];
const VERBS: &[&str] = &[
    "rà soát, đánh giá kết quả thực hiện",
    "xây dựng kế hoạch chi tiết về",
    "tổ chức tập huấn cho cán bộ làm công tác",
    "kiểm tra, đôn đốc việc thực hiện",
    "tổng hợp số liệu và báo cáo về",
    "tham mưu ban hành quy định về",
];
/// How much a document holds, each from the least to the most.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    pub(crate) citations: (u64, u64),
    pub(crate) tasks: (u64, u64),
    /// Bytes.
    pub(crate) length: (u64, u64),
}

/// The text of one document; `filler` gives its sentences that say nothing.
pub(crate) fn document(
    dice: &mut Dice,
    serial: u64,
    shape: Shape,
    mut filler: impl FnMut(&mut Dice) -> String,
) -> String {
    let province = dice.one(PROVINCES);
    let (title, symbol) = TYPES[dice.number(0, TYPES.len() as u64 - 1) as usize];
    let topic = dice.one(TOPICS);
    let (day, month, year) = (dice.number(1, 28), dice.number(1, 12), dice.number(2019, 2025));
    let mut text = format!(
        "ỦY BAN NHÂN DÂN                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH {}                         Độc lập - Tự do - Hạnh phúc\n\nSố: {serial}/{symbol}-UBND                     {province}, ngày {day:02} tháng {month:02} năm {year}\n\n{title}\nVề {topic} trên địa bàn tỉnh {province} năm {year}, đợt {serial}\n\n",
        province.to_uppercase()
    );
    for number in 0..dice.number(shape.citations.0, shape.citations.1) {
        let cited = TYPES[dice.number(0, TYPES.len() as u64 - 1) as usize];
        let kind = cited.0.to_lowercase();
        let lead = if number == 0 { "Thực hiện" } else { "Căn cứ" };
        text.push_str(&format!(
            "{lead} {kind} số {}/{}-UBND ngày {}/{}/{} của UBND tỉnh {} về {};\n",
            dice.number(1, 3000),
            cited.1,
            dice.number(1, 28),
            dice.number(1, 12),
            dice.number(2015, year),
            dice.one(PROVINCES),
            dice.one(TOPICS)
        ));
    }
    text.push_str("Ủy ban nhân dân tỉnh yêu cầu các cơ quan, đơn vị thực hiện các nội dung sau:\n");
    for number in 0..dice.number(shape.tasks.0, shape.tasks.1) {
        text.push_str(&format!(
            "{}. {} chủ trì, phối hợp với {} {} {}, hoàn thành trước ngày {}/{}/{}.\n",
            number + 1,
            dice.one(UNITS),
            dice.one(UNITS),
            dice.one(VERBS),
            dice.one(TOPICS),
            dice.number(1, 28),
            dice.number(1, 12),
            year + 1
        ));
    }
    let length = dice.number(shape.length.0, shape.length.1) as usize;
    while text.len() < length {
        text.push_str(&filler(dice));
        text.push('\n');
    }
    text.push_str(&format!(
        "\nNơi nhận:\n- Như trên;\n- Thường trực Tỉnh ủy (để b/c);\n- Lưu: VT, {}.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn {}\n",
        dice.one(&["NC", "TH", "KT"]),
        dice.one(&["An", "Bình", "Cường", "Dũng"])
    ));
    text
}
