//! Who speaks, as far as tasks ask: whether a unit is the issuer itself, or stands above it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::agency::{self, Home};
use crate::recognise::actors;

/// What was answered of a name: the same few units are told again and again.
type Answers = RefCell<BTreeMap<String, bool>>;

/// The issuer of a document beside the units that it tells.
pub(super) struct Issuer<'a> {
    home: &'a Home,
    same: Answers,
    above: Answers,
}

impl Issuer<'_> {
    pub(super) fn of(home: &Home) -> Issuer<'_> {
        Issuer { home, same: Answers::default(), above: Answers::default() }
    }

    /// Whether the unit is the body whose document it is: "Sở A ban hành kế hoạch như sau" orders nothing.
    pub(super) fn is_one_of(&self, units: &actors::Units) -> bool {
        let ([unit], Some(issuer)) = (units.units.as_slice(), self.home.organ.as_deref()) else { return false };
        // "Sở Công Thương Lào Cai" is "Sở Công Thương tỉnh Lào Cai".
        let mut words = issuer.split(' ');
        let shorter = unit.name.split(' ').all(|word| words.any(|other| other == word));
        let same = || agency::same_body(&agency::absolute(&unit.name, self.home), issuer);
        shorter || remembered(&self.same, &unit.name, same)
    }

    /// Whether one of the units stands above the issuer: nobody gives orders upward, "đề nghị UBND tỉnh" of a department
    /// is a request.
    pub(super) fn is_below(&self, units: &actors::Units) -> bool {
        units.units.iter().any(|unit| remembered(&self.above, &unit.name, || self.stands_above(&unit.name)))
    }

    fn stands_above(&self, name: &str) -> bool {
        const COMMITTEES: [&str; 4] = ["Hội đồng nhân dân", "Ủy ban nhân dân", "Tỉnh ủy", "Thành ủy"];
        let Some(organ) = self.home.organ.as_deref().filter(|_| !agency::is_group(name)) else { return false };
        // A Party committee leads council and people's committee of its place.
        if is_of_party(organ)
            && !is_of_party(name)
            && agency::level(organ) == agency::level(&agency::absolute(name, self.home))
        {
            return false;
        }
        let rank = |name: &str| COMMITTEES.iter().position(|committee| name.starts_with(committee));
        // A committee of the council speaks for the council: "Ban Pháp chế Hội đồng nhân dân".
        let council = organ.contains("Hội đồng nhân dân") && !organ.starts_with("Văn phòng");
        let own = (agency::level(organ), if council { Some(0) } else { rank(organ) });
        let name = agency::body_of(&agency::absolute(name, self.home));
        // "Kho bạc Nhà nước tỉnh" of a province that is not known is a branch, not the head of all.
        if ["tỉnh", "huyện", "phố", "xã", "quận", "phường"].iter().any(|kind| name.ends_with(kind)) {
            return false;
        }
        match (agency::level(&name), own) {
            (Some(other), (Some(level), _)) if other < level => true,
            (Some(other), (Some(level), below)) if other == level => {
                // The council and the committee of one place, and the departments under them.
                rank(&name).is_some_and(|rank| below.is_none_or(|below| rank < below && below < 2))
            }
            _ => false,
        }
    }
}

/// Whether a body is one of the Party: "Đảng ủy phường", "Ban Tổ chức Tỉnh ủy".
fn is_of_party(name: &str) -> bool {
    ["Đảng ủy", "Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy"].iter().any(|committee| name.contains(committee))
}

fn remembered(answers: &Answers, name: &str, answer: impl FnOnce() -> bool) -> bool {
    let known = answers.borrow().get(name).copied();
    known.unwrap_or_else(|| {
        let answer = answer();
        answers.borrow_mut().insert(name.to_owned(), answer);
        answer
    })
}
