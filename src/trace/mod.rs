//! Who was obliged, who issued, when, how late; for whom none was seen.
