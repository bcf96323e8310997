//! A query to hits.
