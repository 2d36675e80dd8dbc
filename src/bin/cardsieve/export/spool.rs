//! Where rebuilt photos wait until all rows are known: a file without a name, under a key of this run.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use chacha20::ChaCha20;
use chacha20::cipher::{KeyIvInit, StreamCipher, StreamCipherSeek};
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::output;

/// A piece is encrypted in this much memory.
const PIECE: usize = 1 << 14;

/// Photos on their way, encrypted with a random key that only this process ever has.
///
/// Every place is written once, so that no key stream is used twice.
pub(super) struct Spool {
    /// None where the photos are not needed again.
    file: Option<File>,
    cipher: ChaCha20,
    at: u64,
}

impl Spool {
    /// Beside the output, where there must be room anyway.
    pub(super) fn beside(target: &Path) -> Result<Self, Failure> {
        let file = tempfile::tempfile_in(output::folder(target))
            .map_err(|error| Failure::io(target, error.kind()))?;
        Self::with(Some(file)).map_err(|error| Failure::io(target, error.kind()))
    }

    /// Keeps nothing, for a run that writes no photo.
    pub(super) fn nowhere() -> Result<Self, Failure> {
        Self::with(None)
            .map_err(|error| Failure::could_not_run(error.kind().to_string(), "run again"))
    }

    fn with(file: Option<File>) -> io::Result<Self> {
        let mut key = Zeroizing::new([0; 32]);
        getrandom::fill(key.as_mut()).map_err(|_| io::ErrorKind::Other)?;
        Ok(Self {
            file,
            // the key is drawn for this one spool: a nonce has nothing to tell apart
            cipher: ChaCha20::new((&*key).into(), &[0; 12].into()),
            at: 0,
        })
    }

    fn apply(&mut self, bytes: &mut [u8]) -> io::Result<()> {
        let too_long = |_| io::Error::from(io::ErrorKind::FileTooLarge);
        self.cipher.try_seek(self.at).map_err(too_long)?;
        self.cipher
            .try_apply_keystream(bytes)
            .map_err(|_| io::ErrorKind::FileTooLarge)?;
        self.at += bytes.len() as u64;
        Ok(())
    }
}

impl Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.file.is_none() {
            return Ok(bytes.len());
        }
        let piece = bytes.get(..PIECE).unwrap_or(bytes);
        let mut piece = Zeroizing::new(piece.to_vec());
        self.apply(&mut piece)?;
        match &mut self.file {
            Some(file) => file.write_all(&piece)?,
            None => return Err(io::ErrorKind::NotFound.into()),
        }
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Read for Spool {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(file) = &mut self.file else {
            return Ok(0);
        };
        let read = file.read(buffer)?;
        self.apply(buffer.get_mut(..read).unwrap_or_default())?;
        Ok(read)
    }
}

impl Seek for Spool {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = match (&mut self.file, to) {
            (Some(file), to) => file.seek(to)?,
            (None, SeekFrom::Start(at)) => at,
            (None, _) => return Err(io::ErrorKind::Unsupported.into()),
        };
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spool_gives_back_what_it_was_given_and_its_file_holds_none_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut spool = Spool::beside(&folder.path().join("x.zip")).unwrap();
        let photos: Vec<Vec<u8>> = (0..5_u8)
            .map(|number| vec![b'a' + number; 20_000 + usize::from(number)])
            .collect();
        let mut starts = Vec::new();
        for photo in &photos {
            starts.push(spool.seek(SeekFrom::End(0)).unwrap());
            spool.write_all(photo).unwrap();
        }
        for position in [3, 0, 4, 1, 2] {
            let mut back = vec![0; photos[position].len()];
            spool.seek(SeekFrom::Start(starts[position])).unwrap();
            spool.read_exact(&mut back).unwrap();
            assert_eq!(back, photos[position], "{position}");
        }
        let file = spool.file.as_mut().unwrap();
        let mut raw = Vec::new();
        file.seek(SeekFrom::Start(0)).unwrap();
        file.read_to_end(&mut raw).unwrap();
        assert_eq!(raw.len(), photos.iter().map(Vec::len).sum::<usize>());
        assert!(
            !raw.windows(4)
                .any(|four| four == b"aaaa" || four == b"eeee")
        );
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            0,
            "it has no name"
        );
    }
}
