//! Records and tables for other programs.
