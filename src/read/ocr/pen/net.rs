//! The nets that tell digits, type and paper apart along a strip: seven convolutions each, with small whole weights. Where
//! two that were trained apart see the same, it is likelier to be there.
//!
//! They were trained by tests/pen/train.py, which also wrote their weights: for each layer the biases and the steps of its
//! outputs as 32-bit floats, then the weights by output, row, column and input, each in steps of one 127th.

use std::sync::LazyLock;

use super::strip::HEIGHT;

/// Kinds of what stands at a place: the ten digits, then these two.
pub(super) const KINDS: usize = 12;
/// A letter or another sign of type.
pub(super) const TYPE: usize = 10;
/// Columns of pixels that are one place.
pub(super) const STEP: usize = 2;

/// How sure the net is of each kind at one place; together they are one.
pub(super) type Place = [f32; KINDS];

/// Rows and columns of each kernel, its inputs and outputs; one of five rows needs all its rows on the strip.
type Shapes = [(usize, usize, usize, usize); 7];
const SMALL: Shapes =
    [(3, 3, 1, 8), (3, 3, 8, 16), (3, 3, 16, 32), (3, 3, 32, 32), (5, 1, 32, 64), (1, 7, 64, 48), (1, 1, 48, KINDS)];
const LARGE: Shapes =
    [(3, 3, 1, 12), (3, 3, 12, 24), (3, 3, 24, 48), (3, 3, 48, 64), (5, 1, 64, 96), (1, 7, 96, 64), (1, 1, 64, KINDS)];

/// Both nets.
pub(super) static NETS: LazyLock<[Net; 2]> =
    LazyLock::new(|| [Net::new(&SMALL, include_bytes!("small.bin")), Net::new(&LARGE, include_bytes!("large.bin"))]);

/// One net, with the shapes of its layers.
pub(super) struct Net {
    layers: Vec<(Layer, (usize, usize, usize, usize))>,
}

struct Layer {
    bias: Vec<f32>,
    weights: Vec<f32>,
}

/// Values by channel, row and column.
struct Planes {
    height: usize,
    width: usize,
    values: Vec<f32>,
}

impl Net {
    fn new(shapes: &Shapes, mut weights: &[u8]) -> Net {
        let rest = &mut weights;
        let layers = shapes.iter().map(|&shape| {
            let (rows, columns, inputs, outputs) = shape;
            let bias = floats(rest, outputs);
            let steps = floats(rest, outputs);
            let each = rows * columns * inputs;
            let (whole, behind) = rest.split_at(each * outputs);
            *rest = behind;
            let weights = whole.iter().enumerate().map(|(at, weight)| f32::from(*weight as i8) * steps[at / each]);
            (Layer { bias, weights: weights.collect() }, shape)
        });
        Net { layers: layers.collect() }
    }

    /// What stands at each place of a strip of the height [`HEIGHT`]: ink 1, paper 0, row by row.
    pub(super) fn places(&self, ink: &[f32]) -> Vec<Place> {
        let mut planes = Planes { height: HEIGHT, width: ink.len() / HEIGHT, values: ink.to_vec() };
        for (at, (layer, shape)) in self.layers.iter().enumerate() {
            planes = planes.convolved(layer, *shape);
            match at {
                0 => planes = planes.bright().pooled(STEP),
                1 | 2 => planes = planes.bright().pooled(1),
                3..=5 => planes = planes.bright(),
                _ => {}
            }
        }
        (0..planes.width).map(|at| soft(std::array::from_fn(|kind| planes.values[kind * planes.width + at]))).collect()
    }
}

/// Scores as shares of one.
fn soft(scores: Place) -> Place {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let powers = scores.map(|score| (score - most).exp());
    let sum: f32 = powers.iter().sum();
    powers.map(|power| power / sum)
}

fn floats(bytes: &mut &[u8], count: usize) -> Vec<f32> {
    let (own, rest) = bytes.split_at(4 * count);
    *bytes = rest;
    own.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()
}

impl Planes {
    /// Each output is the sum of all inputs around it. Beyond the edges is paper; a kernel of five rows takes all rows of
    /// its input at once.
    fn convolved(&self, layer: &Layer, (rows, columns, inputs, outputs): (usize, usize, usize, usize)) -> Planes {
        let (width, whole) = (self.width, rows == 5);
        let height = if whole { self.height + 1 - rows } else { self.height };
        let mut values = Vec::with_capacity(outputs * height * width);
        for bias in &layer.bias {
            values.extend(std::iter::repeat_n(*bias, height * width));
        }
        let (up, left) = (if whole { 0 } else { rows / 2 }, columns / 2);
        for (output, sums) in values.chunks_mut((height * width).max(1)).enumerate() {
            for (at, weights) in layer.weights[output * rows * columns * inputs..].chunks(inputs).enumerate() {
                if at == rows * columns {
                    break;
                }
                let (row, column) = (at / columns, at % columns);
                // Where the kernel's column lies beside the strip, there is nothing to add.
                let (from, to) = (column.saturating_sub(left), left.saturating_sub(column));
                let length = width.saturating_sub(from.max(to));
                for y in 0..height {
                    let Some(source) = (y + row).checked_sub(up).filter(|source| *source < self.height) else {
                        continue;
                    };
                    let sums = &mut sums[y * width + to..][..length];
                    for (input, weight) in weights.iter().enumerate() {
                        let source = &self.values[(input * self.height + source) * width + from..][..length];
                        for (sum, value) in sums.iter_mut().zip(source) {
                            *sum += weight * value;
                        }
                    }
                }
            }
        }
        Planes { height, width, values }
    }

    fn bright(mut self) -> Planes {
        self.values.iter_mut().for_each(|value| *value = value.max(0.0));
        self
    }

    /// The largest of each two rows and `columns` columns.
    fn pooled(&self, columns: usize) -> Planes {
        let (height, width) = (self.height / 2, self.width / columns);
        let mut values = Vec::with_capacity(self.values.len() / 2 / columns);
        for pair in self.values.chunks_exact((2 * self.width).max(1)) {
            let (upper, lower) = pair.split_at(self.width);
            for (upper, lower) in upper.chunks_exact(columns).zip(lower.chunks_exact(columns)) {
                values.push(upper.iter().chain(lower).copied().fold(f32::MIN, f32::max));
            }
        }
        Planes { height, width, values }
    }
}
