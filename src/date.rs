//! Ngày tháng: days as documents write them.

pub use jiff::civil::Date;
