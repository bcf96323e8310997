//! Wordings: at least five for every kind of fact. Nothing here is copied from a document.

/// What a campaign is about.
pub(crate) struct Topic {
    /// After "về": `phòng, chống đuối nước trẻ em`.
    pub(crate) subject: &'static str,
    /// From the verb, without actor and deadline.
    pub(crate) actions: &'static [&'static str],
    pub(crate) products: &'static [&'static str],
    /// A goal that names no actor.
    pub(crate) goal: &'static str,
}

pub(crate) const TOPICS: &[Topic] = &[
    Topic {
        subject: "nâng cao chất lượng phục vụ người dân tại bộ phận một cửa",
        actions: &[
            "niêm yết công khai danh mục thủ tục tại trụ sở và trên trang thông tin điện tử",
            "bố trí công chức hướng dẫn người dân nộp hồ sơ trực tuyến",
            "lắp đặt thiết bị lấy ý kiến đánh giá của người dân tại quầy giao dịch",
            "rà soát các hồ sơ quá hạn và gửi thư xin lỗi theo mẫu thống nhất",
            "tổ chức tập huấn kỹ năng giao tiếp cho công chức tiếp nhận hồ sơ",
            "công khai số điện thoại tiếp nhận phản ánh, kiến nghị",
            "khảo sát mức độ hài lòng của người dân đối với dịch vụ công",
        ],
        products: &["Báo cáo khảo sát", "Danh mục thủ tục", "Kế hoạch tập huấn", "Bảng tổng hợp"],
        goal: "Phấn đấu tỷ lệ hồ sơ giải quyết đúng hạn đạt 98 % trở lên",
    },
    Topic {
        subject: "số hóa sổ hộ tịch và tài liệu lưu trữ",
        actions: &[
            "thống kê số lượng sổ hộ tịch còn lưu giữ tại cơ quan",
            "số hóa sổ đăng ký khai sinh từ trước năm 1990",
            "kiểm tra, đối chiếu dữ liệu đã nhập với sổ gốc",
            "bố trí kho lưu trữ đủ điều kiện bảo quản tài liệu giấy",
            "bàn giao dữ liệu số hóa cho cơ quan quản lý dữ liệu dùng chung",
            "lập danh mục tài liệu cần tu bổ, phục chế",
            "hướng dẫn nghiệp vụ chỉnh lý tài liệu cho công chức văn thư",
        ],
        products: &["Bảng thống kê", "Cơ sở dữ liệu", "Biên bản đối chiếu", "Danh mục tài liệu"],
        goal: "Phấn đấu hoàn thành số hóa 100 % sổ hộ tịch vào cuối kỳ kế hoạch",
    },
    Topic {
        subject: "phòng cháy, chữa cháy rừng mùa khô",
        actions: &[
            "phát dọn đường băng cản lửa tại các khu rừng trọng điểm",
            "tổ chức trực gác tại các chòi canh lửa trong thời gian cao điểm",
            "kiểm tra phương tiện, dụng cụ chữa cháy tại các đội xung kích",
            "ký cam kết không đốt nương làm rẫy với các hộ dân sống gần rừng",
            "tuyên truyền, phổ biến quy định về sử dụng lửa trong rừng",
            "diễn tập phương án chữa cháy rừng theo phương châm bốn tại chỗ",
            "cập nhật bản đồ vùng trọng điểm cháy",
        ],
        products: &["Phương án chữa cháy", "Bản đồ", "Báo cáo diễn tập", "Bản cam kết"],
        goal: "Phấn đấu giảm 30 % số vụ cháy rừng so với năm trước",
    },
    Topic {
        subject: "bảo đảm nước sạch nông thôn",
        actions: &[
            "rà soát hiện trạng các công trình cấp nước tập trung trên địa bàn",
            "lấy mẫu kiểm nghiệm chất lượng nước tại các trạm cấp nước",
            "sửa chữa các tuyến ống bị hư hỏng, rò rỉ",
            "hướng dẫn hộ gia đình xử lý nước trước khi sử dụng",
            "thành lập tổ quản lý vận hành công trình cấp nước",
            "lập danh sách hộ dân chưa được sử dụng nước hợp vệ sinh",
            "bố trí kinh phí bảo dưỡng công trình cấp nước",
        ],
        products: &["Báo cáo hiện trạng", "Phiếu kết quả kiểm nghiệm", "Danh sách hộ dân", "Dự toán"],
        goal: "Phấn đấu 92 % hộ dân nông thôn được sử dụng nước hợp vệ sinh",
    },
    Topic {
        subject: "kiểm kê tài sản công",
        actions: &[
            "thành lập tổ kiểm kê tại cơ quan, đơn vị",
            "đối chiếu số liệu kiểm kê với sổ kế toán",
            "nhập dữ liệu kiểm kê vào phần mềm quản lý tài sản",
            "xử lý tài sản thừa, thiếu phát hiện qua kiểm kê",
            "tổng hợp kết quả kiểm kê nhà, đất và phương tiện đi lại",
            "tập huấn nghiệp vụ kiểm kê cho kế toán các đơn vị",
            "dán nhãn mã vạch cho tài sản cố định",
        ],
        products: &["Biên bản kiểm kê", "Báo cáo tổng hợp", "Bảng đối chiếu", "Sổ tài sản"],
        goal: "Phấn đấu 100 % đơn vị hoàn thành kiểm kê đúng tiến độ",
    },
    Topic {
        subject: "phòng, chống đuối nước trẻ em",
        actions: &[
            "cắm biển cảnh báo tại ao, hồ, sông, suối nguy hiểm",
            "tổ chức lớp dạy bơi cho học sinh tiểu học trong dịp hè",
            "rà soát, rào chắn các hố công trình có nguy cơ mất an toàn",
            "trang bị phao cứu sinh tại các bến đò ngang",
            "tuyên truyền kỹ năng an toàn trong môi trường nước cho phụ huynh",
            "bồi dưỡng giáo viên dạy bơi, cứu đuối",
            "thống kê trẻ em chưa biết bơi theo từng thôn, tổ dân phố",
        ],
        products: &["Danh sách lớp học", "Báo cáo rà soát", "Tài liệu tuyên truyền", "Bảng thống kê"],
        goal: "Phấn đấu giảm 10 % số trẻ em bị đuối nước hằng năm",
    },
    Topic {
        subject: "phân loại rác thải sinh hoạt tại nguồn",
        actions: &[
            "bố trí điểm tập kết và thùng phân loại rác tại khu dân cư",
            "vận động hộ gia đình phân loại rác hữu cơ để ủ phân",
            "xây dựng lộ trình thu gom theo ngày trong tuần",
            "kiểm tra, xử lý các điểm tồn lưu rác kéo dài",
            "ký hợp đồng vận chuyển rác với đơn vị đủ năng lực",
            "tổ chức ra quân tổng vệ sinh vào sáng thứ bảy",
            "đánh giá mô hình điểm tại các khu dân cư kiểu mẫu",
        ],
        products: &["Lộ trình thu gom", "Báo cáo đánh giá", "Hợp đồng", "Quy chế phối hợp"],
        goal: "Phấn đấu 60 % hộ gia đình thực hiện phân loại rác",
    },
    Topic {
        subject: "phát triển văn hóa đọc trong nhà trường",
        actions: &[
            "bổ sung đầu sách cho thư viện các trường phổ thông",
            "tổ chức ngày hội đọc sách tại các trường học",
            "vận động quyên góp sách cho các điểm trường vùng khó khăn",
            "xây dựng tủ sách lớp học ở cấp tiểu học",
            "bồi dưỡng nghiệp vụ cho nhân viên thư viện",
            "phát động cuộc thi viết cảm nhận về sách",
            "luân chuyển sách từ thư viện trung tâm về các điểm đọc cơ sở",
        ],
        products: &["Danh mục sách", "Kế hoạch ngày hội", "Báo cáo kết quả", "Thể lệ cuộc thi"],
        goal: "Phấn đấu mỗi học sinh đọc ít nhất 10 cuốn sách mỗi năm học",
    },
    Topic {
        subject: "tiêm phòng cho đàn vật nuôi",
        actions: &[
            "thống kê tổng đàn gia súc, gia cầm thuộc diện tiêm phòng",
            "tổ chức tiêm phòng đợt một tại các thôn, bản",
            "cung ứng vắc xin và vật tư cho các đội tiêm",
            "phun tiêu độc khử trùng chuồng trại và chợ buôn bán gia súc",
            "lấy mẫu giám sát sau tiêm phòng",
            "tuyên truyền lợi ích của việc tiêm phòng cho hộ chăn nuôi",
            "công khai kết quả tiêm phòng trên hệ thống truyền thanh cơ sở",
        ],
        products: &["Bảng thống kê", "Kế hoạch tiêm phòng", "Phiếu kết quả", "Báo cáo giám sát"],
        goal: "Phấn đấu tỷ lệ tiêm phòng đạt trên 80 % tổng đàn",
    },
    Topic {
        subject: "sử dụng tiết kiệm điện tại công sở",
        actions: &[
            "thay thế đèn chiếu sáng hiệu suất thấp bằng đèn tiết kiệm điện",
            "ban hành nội quy sử dụng điện tại cơ quan",
            "lắp đặt công tơ riêng cho từng khu nhà làm việc",
            "tắt chiếu sáng ngoài giờ làm việc và cài đặt điều hòa từ 26 độ C",
            "theo dõi sản lượng điện tiêu thụ của từng phòng",
            "phát động phong trào thi đua tiết kiệm điện",
            "đề xuất lắp đặt điện mặt trời mái nhà tại trụ sở",
        ],
        products: &["Nội quy", "Bảng theo dõi", "Báo cáo sản lượng", "Đề án"],
        goal: "Phấn đấu giảm 5 % sản lượng điện tiêu thụ mỗi năm",
    },
];

/// A task that asks for an implementing document.
pub(crate) const ISSUE: &[&str] = &[
    "xây dựng kế hoạch triển khai thực hiện tại cơ quan, địa phương",
    "ban hành văn bản triển khai và phân công nhiệm vụ cụ thể cho từng bộ phận",
    "cụ thể hóa thành kế hoạch thực hiện phù hợp với điều kiện thực tế",
    "ban hành kế hoạch thực hiện, xác định rõ người, rõ việc, rõ thời gian",
    "xây dựng và ban hành chương trình hành động của cơ quan, đơn vị",
    "khẩn trương ban hành văn bản tổ chức triển khai đến các đơn vị trực thuộc",
];

/// First sentence of an implementing document: `{c}` the directive, `{b}` the body, `{s}` the topic.
pub(crate) const IMPLEMENT: &[&str] = &[
    "Thực hiện {c}, {b} xây dựng kế hoạch {s} với các nội dung sau:",
    "Triển khai thực hiện {c}; {b} ban hành kế hoạch thực hiện như sau:",
    "Để triển khai thực hiện {c}, {b} ban hành văn bản này với các nội dung sau:",
    "Cụ thể hóa {c}, {b} đề ra các nhiệm vụ sau đây:",
    "Chấp hành {c}, {b} tổ chức thực hiện các nội dung sau:",
    "Căn cứ nhiệm vụ được giao tại {c}, {b} xây dựng kế hoạch thực hiện cụ thể như sau:",
    "Tiếp tục thực hiện {c}, {b} triển khai các nội dung sau:",
    "Thực hiện chỉ đạo tại {c}, {b} hướng dẫn và phân công như sau:",
];

/// After lines that begin with "Căn cứ" only.
pub(crate) const BASIS_ONLY: &[&str] = &[
    "{b} ban hành Kế hoạch {s} trên địa bàn như sau:",
    "{b} xây dựng kế hoạch {s} như sau:",
    "Nay {b} ban hành kế hoạch {s} gồm các nội dung:",
    "{b} đề ra kế hoạch {s} với các nhiệm vụ sau:",
    "{b} phân công nhiệm vụ {s} như sau:",
];

/// A document that only speaks of the directive.
pub(crate) const SPEAK_OF: &[&str] = &[
    "Các nội dung khác đã nêu tại {c} không nhắc lại trong văn bản này.",
    "Đây cũng là một trong những vấn đề được đề cập tại {c}.",
    "Số liệu nền được dẫn lại từ phụ lục của {c}.",
    "Nội dung này có liên quan đến {c}, do vậy các đơn vị cần nghiên cứu kỹ.",
    "Về khái niệm, xem thêm phần giải thích từ ngữ trong {c}.",
];

/// A reminder: `{i}` those who issued, `{n}` those who did not, `{c}` the directive, `{d}` the day.
pub(crate) const REMIND: &[&str] = &[
    "Qua theo dõi, tính đến {d}, các cơ quan, địa phương đã ban hành văn bản triển khai {c} gồm: {i}. Các đơn vị chưa ban hành gồm: {n}.",
    "Tính đến {d}, mới có {i} ban hành văn bản triển khai {c}; còn {n} chưa ban hành.",
    "Theo tổng hợp, tính đến {d}, {i} đã ban hành văn bản thực hiện {c}. Riêng {n} đến nay chưa có văn bản triển khai.",
    "Tính đến hết {d}, đã có {i} ban hành kế hoạch thực hiện {c}; {n} chưa ban hành kế hoạch.",
    "Đến {d}, việc triển khai {c} còn chậm: mới có {i} ban hành văn bản; các đơn vị chưa ban hành là {n}.",
    "Rà soát việc thực hiện {c} cho thấy: tính đến {d}, đơn vị đã ban hành văn bản triển khai: {i}; đơn vị chưa ban hành văn bản triển khai: {n}.",
];

/// A news page: `{c}` the directive, `{u}` the unit, `{o}` its document.
pub(crate) const NEWS: &[&str] = &[
    "Thực hiện {c}, {u} đã ban hành {o} để tổ chức triển khai trên địa bàn.",
    "Triển khai {c}, vừa qua {u} ban hành {o}, trong đó phân công nhiệm vụ cho từng đơn vị.",
    "Để thực hiện {c}, {u} đã xây dựng và ban hành {o}.",
    "{u} vừa ban hành {o} nhằm triển khai thực hiện {c}.",
    "Cụ thể hóa {c}, {u} đã ban hành {o} với nhiều giải pháp đồng bộ.",
    "Nhằm thực hiện tốt {c}, {u} đã có {o} chỉ đạo các phòng, ban và địa phương.",
];

/// A news page that reports nothing issued.
pub(crate) const NEWS_WITHOUT: &[&str] = &[
    "{u} đã tổ chức hội nghị quán triệt nội dung {c} tới cán bộ, công chức.",
    "Trong thời gian tới, {u} sẽ ban hành kế hoạch thực hiện {c}.",
    "{u} đang lấy ý kiến các đơn vị để hoàn thiện dự thảo kế hoạch thực hiện {c}.",
    "Đoàn kiểm tra đề nghị {u} sớm ban hành văn bản triển khai {c}.",
    "Tại buổi làm việc, lãnh đạo {u} cho biết nếu được bố trí kinh phí thì sẽ ban hành kế hoạch thực hiện {c}.",
    "Cán bộ {u} đã tuyên truyền {c} qua hệ thống loa truyền thanh.",
    "Đại biểu {u} tham dự buổi phổ biến {c} do Sở tổ chức.",
];

/// `{c}` is what the report is about.
pub(crate) const REPORT: &[&str] = &[
    "Thực hiện chế độ báo cáo, {b} báo cáo kết quả thực hiện {c} như sau:",
    "{b} báo cáo kết quả triển khai {c} cụ thể như sau:",
    "{b} tổng hợp, báo cáo tình hình thực hiện {c} như sau:",
    "Trên cơ sở kết quả theo dõi, {b} báo cáo kết quả thực hiện {c} với các nội dung sau:",
    "{b} kính báo cáo kết quả thực hiện {c} như sau:",
];

/// Sentences of a finished result: no task.
pub(crate) const RESULTS: &[&str] = &[
    "Trong kỳ, đơn vị đã tổ chức 12 lớp tập huấn với 436 lượt người tham dự.",
    "Đã tiếp nhận 1.254 hồ sơ, trong đó giải quyết đúng hạn 1.203 hồ sơ, đạt 95,9 %.",
    "Công tác tuyên truyền đã được triển khai tại 12/12 khu dân cư (đạt 100 %).",
    "Kết quả chấm điểm đạt 42,5/80 điểm, tăng 1,7 điểm so với kỳ trước.",
    "Kinh phí đã sử dụng là 315 triệu đồng, bằng 78 % dự toán được giao.",
    "Một số nội dung đã hoàn thành trước thời hạn, được người dân ghi nhận.",
];

/// Background sentences without an actor: no task.
pub(crate) const GROUND: &[&str] = &[
    "Trong thời gian qua, công tác này đã đạt được một số kết quả tích cực, song vẫn còn những hạn chế cần khắc phục.",
    "Nguyên nhân chủ yếu là do nhận thức của một bộ phận cán bộ và người dân chưa đầy đủ.",
    "Địa bàn có 21.651 hộ dân, phân bố không đồng đều, giao thông ở một số nơi còn khó khăn.",
    "Thời tiết diễn biến phức tạp, ảnh hưởng đến tiến độ của nhiều công việc.",
    "Đây là nội dung được đông đảo người dân quan tâm trong giai đoạn 2021-2025.",
];

pub(crate) const REQUIREMENTS: &[&str] = &[
    "Bảo đảm thiết thực, hiệu quả, tiết kiệm, phù hợp với điều kiện thực tế.",
    "Việc thực hiện phải đồng bộ, có trọng tâm, trọng điểm.",
    "Nâng cao nhận thức, trách nhiệm của cán bộ, công chức và người dân.",
    "Gắn việc thực hiện với phong trào thi đua tại cơ sở.",
];

/// Paragraphs of a plan's first part: aims and principles, no actor.
pub(crate) const AIMS: &[&str] = &[
    "Tạo sự chuyển biến rõ nét trong {s}, góp phần phục vụ người dân và doanh nghiệp ngày càng tốt hơn.",
    "Xác định {s} là nhiệm vụ thường xuyên, lâu dài, đòi hỏi sự tham gia của cả cộng đồng.",
    "Phát huy kết quả đã đạt được, khắc phục những tồn tại, hạn chế của năm trước trong {s}.",
    "Huy động các nguồn lực hợp pháp cho {s}, tránh hình thức, lãng phí.",
    "Kết quả {s} là một trong những căn cứ để xem xét, đánh giá mức độ hoàn thành nhiệm vụ cuối năm.",
    "Lồng ghép {s} với các chương trình, đề án đang triển khai trên địa bàn.",
];

/// Where the money comes from, and how results are seen: no actor.
pub(crate) const MONEY: &[&str] = &[
    "Kinh phí thực hiện được bố trí trong dự toán ngân sách hằng năm theo phân cấp và các nguồn hợp pháp khác.",
    "Nguồn kinh phí lấy từ ngân sách nhà nước, lồng ghép với các chương trình có liên quan.",
    "Kinh phí sử dụng trong dự toán đã giao đầu năm, không bổ sung ngoài dự toán.",
    "Việc thanh toán, quyết toán thực hiện theo quy định hiện hành.",
    "Mức chi cụ thể theo chế độ hiện hành của Nhà nước.",
];

/// A law, cited by name or by number; names of real laws are common knowledge, no document is imitated.
pub(crate) const LAWS: &[&str] = &[
    "Luật Tổ chức chính quyền địa phương",
    "Luật Thực hiện dân chủ ở cơ sở",
    "Luật Lưu trữ",
    "Luật Phòng cháy và chữa cháy",
];
