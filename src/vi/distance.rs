//! How far two writings of one thing are apart.

/// How many letters must be put in, left out or changed to make one of the other, if no more than `most`.
pub fn distance<T: PartialEq>(one: &[T], other: &[T], most: usize) -> Option<usize> {
    if one == other {
        return Some(0);
    }
    if most == 0 || one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, x) in one.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in other.iter().enumerate() {
            let least = (row[j] + 1).min(row[j + 1] + 1).min(diagonal + usize::from(x != y));
            diagonal = std::mem::replace(&mut row[j + 1], least);
        }
        if row.iter().all(|so_far| *so_far > most) {
            return None;
        }
    }
    row.last().copied().filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn counts_letters_up_to_a_bound() {
        let of = |one: &str, other: &str, most| distance(one.as_bytes(), other.as_bytes(), most);
        assert_eq!(of("dong nai", "dong nai", 0), Some(0));
        assert_eq!(of("dong nai", "dong nal", 0), None);
        assert_eq!(of("dong nai", "dong nal", 1), Some(1));
        assert_eq!(of("dong nai", "dng naii", 2), Some(2));
        assert_eq!(of("dong nai", "dng naii", 1), None);
        assert_eq!(of("", "abc", 2), None);
        assert_eq!(of("", "abc", 3), Some(3));
    }
}
