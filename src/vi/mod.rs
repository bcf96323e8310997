//! Vietnamese letters: canonical and folded forms, syllables, encodings from before Unicode.
