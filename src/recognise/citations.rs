//! Viện dẫn: every document that the text cites, and what it does with it.

use super::Zones;
use crate::agency::Home;
use crate::record::Record;
use crate::text::Text;
use crate::units::Register;

pub(super) fn recognise(_text: &Text, _zones: &Zones, _home: &Home, _units: &Register, _record: &mut Record) {}
