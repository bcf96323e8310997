//! From a citation to the directive it means: one, several, or not in the corpus; never a guess.
