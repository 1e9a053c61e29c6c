//! Compressed input → plain bytes, within bounds: gzip ([RFC 1952](https://www.rfc-editor.org/rfc/rfc1952)) and Zstandard
//! ([RFC 8878](https://www.rfc-editor.org/rfc/rfc8878)), recognised by their first bytes.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, DEFAULT_MAX_WINDOW_SIZE, FrameDecoder};

const GZIP: [u8; 2] = [0x1f, 0x8b];
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// How far back in itself what is sent over HTTP may point, which is what a reader of Zstandard must hold in memory: 8 MB
/// ([RFC 9659](https://www.rfc-editor.org/rfc/rfc9659)).
const HTTP_WINDOW_BYTES: u64 = 8 << 20;

/// A compression that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// RFC 1952.
    Gzip,
    /// RFC 8878.
    Zstd,
}

impl Compression {
    /// That of an HTTP content coding; `None` where it is another.
    pub fn of_coding(coding: &str) -> Option<Compression> {
        match coding.to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" => Some(Compression::Gzip),
            "zstd" => Some(Compression::Zstd),
            _ => None,
        }
    }

    fn of_start(start: &[u8]) -> Option<Compression> {
        match start {
            start if start.starts_with(&GZIP) => Some(Compression::Gzip),
            start if start.starts_with(&ZSTD) => Some(Compression::Zstd),
            _ => None,
        }
    }

    fn reader<'r>(self, input: impl BufRead + 'r, window_bytes: u64) -> Box<dyn BufRead + 'r> {
        match self {
            Compression::Gzip => Box::new(BufReader::new(MultiGzDecoder::new(input))),
            Compression::Zstd => Box::new(BufReader::new(ZstdReader::new(input, window_bytes))),
        }
    }

    /// The bytes of an HTTP body as they were before it was compressed.
    ///
    /// # Errors
    /// What is wrong with the compression, and [`io::ErrorKind::FileTooLarge`] where more than `most` bytes come out.
    pub fn unpack_body(self, body: &[u8], most: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        read_bounded(self.reader(body, HTTP_WINDOW_BYTES), &mut bytes, most)?;
        Ok(bytes)
    }
}

/// The input as it was before it was compressed; input that is not compressed comes as it is. What is inside is not unpacked again.
///
/// # Errors
/// What the input says; damaged compression is an error when it is read.
pub fn unpacked<'r>(mut input: impl BufRead + 'r) -> io::Result<Box<dyn BufRead + 'r>> {
    Ok(match Compression::of_start(input.fill_buf()?) {
        Some(compression) => compression.reader(input, DEFAULT_MAX_WINDOW_SIZE),
        None => Box::new(input),
    })
}

/// Appends everything to `bytes`, but no more than `most` bytes: a small file may unpack to more than any memory holds.
///
/// # Errors
/// What the input says, and [`io::ErrorKind::FileTooLarge`] where it is longer.
pub fn read_bounded(input: impl Read, bytes: &mut Vec<u8>, most: usize) -> io::Result<()> {
    let read = input.take(beyond(most)).read_to_end(bytes)?;
    if most < read { Err(too_large(most)) } else { Ok(()) }
}

/// Appends one line with its end to `line`, but no more than `most` bytes; how many came, 0 at the end.
///
/// # Errors
/// What the input says, and [`io::ErrorKind::FileTooLarge`] where the line is longer.
pub fn read_line_bounded(input: impl BufRead, line: &mut Vec<u8>, most: usize) -> io::Result<usize> {
    let read = input.take(beyond(most)).read_until(b'\n', line)?;
    if most < read { Err(too_large(most)) } else { Ok(read) }
}

/// One byte more than is taken, which tells that there is more.
fn beyond(most: usize) -> u64 {
    u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1)
}

fn too_large(most: usize) -> io::Error {
    let said = format!(
        "it holds more than {} MB unpacked, the most for one document or one JSON file; split it, or give JSON lines",
        most >> 20
    );
    io::Error::new(io::ErrorKind::FileTooLarge, said)
}

/// Frames one after the other, as `cat` and the parallel compressors write them; frames of other programs' notes are left out.
struct ZstdReader<R> {
    input: R,
    frame: FrameDecoder,
    is_open: bool,
}

impl<R: BufRead> ZstdReader<R> {
    fn new(input: R, window_bytes: u64) -> Self {
        let mut frame = FrameDecoder::new();
        frame.set_max_window_size(window_bytes);
        ZstdReader {
            input,
            frame,
            is_open: false,
        }
    }

    /// Goes to the next frame; whether there is one.
    fn open_next(&mut self) -> io::Result<bool> {
        while !self.input.fill_buf()?.is_empty() {
            match self.frame.init(&mut self.input) {
                Ok(()) => {
                    self.is_open = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut (&mut self.input).take(u64::from(length)), &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::new(io::ErrorKind::InvalidData, error)),
            }
        }
        Ok(false)
    }

    /// Ends a frame that was read whole.
    fn close(&mut self) -> io::Result<()> {
        self.is_open = false;
        let stated = self.frame.get_checksum_from_data();
        if stated.is_some() && stated != self.frame.get_calculated_checksum() {
            let said = "the checksum of the compressed data is wrong";
            return Err(io::Error::new(io::ErrorKind::InvalidData, said));
        }
        Ok(())
    }
}

impl<R: BufRead> Read for ZstdReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !buffer.is_empty() && (self.is_open || self.open_next()?) {
            while self.frame.can_collect() == 0 && !self.frame.is_finished() {
                let decoded = self
                    .frame
                    .decode_blocks(&mut self.input, BlockDecodingStrategy::UptoBlocks(1));
                decoded.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
            }
            let read = self.frame.read(buffer)?;
            if read != 0 {
                return Ok(read);
            }
            self.close()?;
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    }

    fn read(packed: &[u8], most: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        read_bounded(unpacked(packed)?, &mut bytes, most)?;
        Ok(bytes)
    }

    #[test]
    fn each_compression_is_known_by_its_first_bytes() {
        let text = b"Rockets fell on the base.".repeat(50);
        let note = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3];
        let (first, rest) = text.split_at(25);
        for packed in [
            text.clone(),
            gzip(&text),
            zstd(&text),
            [gzip(first), gzip(rest)].concat(),
            [zstd(first), note.to_vec(), zstd(rest)].concat(),
        ] {
            assert_eq!(read(&packed, 10_000).unwrap(), text);
        }
    }

    #[test]
    fn a_bomb_is_stopped_at_the_limit() {
        let text = vec![b'a'; 3 << 20];
        for bomb in [gzip(&text), zstd(&text)] {
            assert!(bomb.len() < 100_000);
            let error = read(&bomb, 1 << 20).unwrap_err();
            assert!(error.to_string().starts_with("it holds more than 1 MB"), "{error}");
            let line = read_line_bounded(unpacked(bomb.as_slice()).unwrap(), &mut Vec::new(), 1 << 20);
            assert_eq!(line.unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        }
        assert_eq!(read(b"abc", 3).unwrap(), b"abc");
    }

    #[test]
    fn a_body_that_points_back_further_than_its_readers_hold_is_refused() {
        // A frame without its length, with a window of 16 MB, and one empty last block.
        let far = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 14 << 3, 0x01, 0x00, 0x00];
        assert!(Compression::Zstd.unpack_body(&far, 100).is_err());
        assert_eq!(read(&far, 100).unwrap(), b"");
        let text = b"Rockets fell.".repeat(100);
        assert_eq!(Compression::Zstd.unpack_body(&zstd(&text), 1300).unwrap(), text);
        assert!(Compression::Gzip.unpack_body(&text, 1300).is_err());
    }

    #[test]
    fn damaged_compression_is_an_error() {
        let text = b"Rockets fell.".repeat(100);
        for packed in [gzip(&text), zstd(&text)] {
            for length in 5..packed.len() {
                assert!(read(&packed[..length], 10_000).is_err(), "{length} of {}", packed.len());
            }
        }
        let mut wrong = gzip(&text);
        let last = wrong.len() - 5;
        wrong[last] ^= 1;
        assert!(read(&wrong, 10_000).is_err());
    }
}
