//! Damage done to the model files of this repository, the same each time.

use std::path::{Path, PathBuf};

/// Larger files take longer than their bytes are worth.
const MOST_BYTES: usize = 60_000;

/// The models of this repository that are small, each with its path.
pub fn models() -> Vec<(PathBuf, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folders = ["models/matrix/models", "tests/fixtures/models", "tests/parity/shap"];
    let mut paths: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(root.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "onnx"))
        .collect();
    paths.sort();
    let files = paths.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap()));
    files.filter(|(_, bytes)| (1..MOST_BYTES).contains(&bytes.len())).collect()
}

/// Numbers that look random and are the same each time (Marsaglia's xorshift, 2003).
pub struct Numbers(u64);

impl Numbers {
    /// Those that belong to a seed.
    pub fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// The next number, below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (limit.max(1) as u64)).unwrap()
    }
}

/// One to four damages: a byte, a bit, a cut, a piece moved, a piece doubled, a length that lies.
pub fn mutated(original: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = original.to_vec();
    for _ in 0..=numbers.below(4) {
        if bytes.is_empty() {
            return bytes;
        }
        let at = numbers.below(bytes.len());
        let length = numbers.below(bytes.len() - at).min(64);
        match numbers.below(7) {
            0 => bytes[at] = u8::try_from(numbers.below(256)).unwrap(),
            1 => bytes[at] ^= 1 << numbers.below(8),
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..at + length)),
            4 => {
                let piece = bytes[at..at + length].to_vec();
                let to = numbers.below(bytes.len());
                drop(bytes.splice(to..to, piece));
            }
            5 => drop(bytes.splice(at..at, [0xff; 9].into_iter().chain([0x01]))),
            _ => bytes[at] = [0, 1, 0x7f, 0x80, 0xff][numbers.below(5)],
        }
    }
    bytes
}
