//! Two columns set by runs of spaces or by tabs, as in a letterhead typed without a table: they become a table.

use super::block::Block;

/// Puts side by side what stands side by side.
pub(super) fn columns(blocks: Vec<Block>) -> Vec<Block> {
    blocks
}
