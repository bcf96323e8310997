//! Phần đầu: number, type, day, place, issuer, subject, signatory, addressees, recipients; role and status.

use super::Zones;
use crate::agency::Home;
use crate::record::Record;
use crate::text::Text;
use crate::units::Register;

pub(super) fn recognise(_text: &Text, _zones: &Zones, _units: &Register, _record: &mut Record) -> Home {
    Home::default()
}
