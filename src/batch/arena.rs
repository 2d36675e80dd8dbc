//! Rows as finished bytes, kept in chunks so that growing never copies what is there.

/// Appended rows and where each begins.
#[derive(Default)]
pub(super) struct Arena {
    chunks: Vec<Vec<u8>>,
    /// Chunk in the upper half, offset in the lower.
    starts: Vec<u64>,
}

const CHUNK: usize = 1 << 20;

impl Arena {
    /// Appends the row that `write` writes, or nothing if it fails.
    pub(super) fn append<E>(
        &mut self,
        write: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
    ) -> Result<(), E> {
        // A row longer than this makes its chunk grow once more, which costs time and nothing else.
        const ROOM: usize = 4096;
        if self
            .chunks
            .last()
            .is_none_or(|chunk| chunk.capacity() - chunk.len() < ROOM)
        {
            self.chunks.push(Vec::with_capacity(CHUNK));
        }
        let position = (self.chunks.len() as u64 - 1) << 32;
        if let Some(chunk) = self.chunks.last_mut() {
            let start = chunk.len();
            if let Err(error) = write(chunk) {
                chunk.truncate(start);
                return Err(error);
            }
            self.starts.push(position | start as u64);
        }
        Ok(())
    }

    /// The row that was appended as the `index`th.
    pub(super) fn row(&self, index: usize) -> &[u8] {
        let Some((chunk, start)) = self.starts.get(index).map(|start| split(*start)) else {
            return &[];
        };
        let Some(bytes) = self.chunks.get(chunk) else {
            return &[];
        };
        let end = match self.starts.get(index + 1).map(|next| split(*next)) {
            Some((next, end)) if next == chunk => end,
            _ => bytes.len(),
        };
        bytes.get(start..end).unwrap_or_default()
    }

    /// The rows in this order, one after the other.
    pub(super) fn gather(self, order: impl Iterator<Item = usize>) -> Vec<Vec<u8>> {
        let mut gathered: Vec<Vec<u8>> = Vec::new();
        for row in order.map(|index| self.row(index)) {
            match gathered.last_mut() {
                Some(chunk) if chunk.capacity() - chunk.len() >= row.len() => {
                    chunk.extend_from_slice(row);
                }
                _ => {
                    let mut chunk = Vec::with_capacity(CHUNK.max(row.len()));
                    chunk.extend_from_slice(row);
                    gathered.push(chunk);
                }
            }
        }
        gathered
    }

    pub(super) const fn len(&self) -> usize {
        self.starts.len()
    }
}

const fn split(start: u64) -> (usize, usize) {
    ((start >> 32) as usize, (start & 0xffff_ffff) as usize)
}

#[cfg(test)]
mod tests {
    use super::{Arena, CHUNK};

    #[test]
    fn rows_come_back_as_they_went_in_across_chunks() {
        let lengths = [0, 1, 70_000, CHUNK - 1, 3, CHUNK + 5, 0, 2];
        let rows: Vec<Vec<u8>> = (0_u8..)
            .zip(lengths)
            .map(|(byte, length)| vec![byte; length])
            .collect();
        let mut arena = Arena::default();
        for row in &rows {
            arena
                .append(|out| {
                    out.extend_from_slice(row);
                    Ok::<(), ()>(())
                })
                .unwrap();
            let failed = arena.append(|out| {
                out.push(7);
                Err(())
            });
            assert!(failed.is_err());
        }
        assert_eq!(arena.len(), rows.len());
        for (index, row) in rows.iter().enumerate() {
            assert!(arena.row(index) == row.as_slice(), "row {index}");
        }
        assert!(arena.row(rows.len()).is_empty());
        let backwards = arena.gather((0..rows.len()).rev()).concat();
        assert!(backwards == rows.iter().rev().flatten().copied().collect::<Vec<u8>>());
    }
}
