//! Deflated streams that cost little to make and much to unfold.

/// A zlib stream of `bytes`.
pub(crate) fn packed(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, 6)
}

/// A zlib stream of `count` blanks, a thousand times smaller, written without looking at each of them.
pub(crate) fn blanks(count: u64) -> Vec<u8> {
    let mut out = vec![0x78, 0x9c];
    out.extend(run(count));
    // Adler-32 of one byte repeated.
    let prime = 65_521;
    let blank = u64::from(b' ');
    let low = (1 + count % prime * blank) % prime;
    let sum = |n: u64| {
        if n.is_multiple_of(2) { (n / 2 % prime) * ((n + 1) % prime) } else { (n % prime) * (n.div_ceil(2) % prime) }
    };
    let high = (count % prime + blank * (sum(count) % prime)) % prime;
    out.extend(((high << 16 | low) as u32).to_be_bytes());
    out
}

/// A raw deflate stream of `count` blanks: one literal, then copies of 258 bytes at a distance of one.
pub(crate) fn run(count: u64) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.put(0b011, 3);
    let (copies, rest) = ((count - 1) / 258, (count - 1) % 258);
    (0..=rest).for_each(|_| bits.code(0x30 + u32::from(b' '), 8));
    for _ in 0..copies {
        bits.code(0b1100_0101, 8);
        bits.code(0, 5);
    }
    bits.code(0, 7);
    bits.done()
}

#[derive(Default)]
struct Bits {
    out: Vec<u8>,
    held: u64,
    count: u32,
}

impl Bits {
    fn put(&mut self, value: u32, width: u32) {
        self.held |= u64::from(value) << self.count;
        self.count += width;
        while self.count >= 8 {
            self.out.push(self.held as u8);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    /// Huffman codes stand from their highest bit on.
    fn code(&mut self, code: u32, width: u32) {
        self.put(code.reverse_bits() >> (32 - width), width);
    }

    fn done(mut self) -> Vec<u8> {
        self.put(0, 7);
        self.out
    }
}

#[test]
fn unfolds_to_blanks() {
    for count in [1, 258, 259, 100_000, 1_000_003] {
        let unfolded = miniz_oxide::inflate::decompress_to_vec_zlib(&blanks(count)).expect("a whole stream");
        assert_eq!(unfolded, vec![b' '; count as usize]);
    }
}
