//! Bodies of answers as text: unpacked, in whichever encoding they came.

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use serde_json::value::RawValue;
use std::io::Read;
use zeroize::Zeroizing;

/// Prefixes some services put before JSON, so that no page can load it as a script.
const GUARDS: [&str; 4] = [")]}',", ")]}'", "while(1);", "for(;;);"];

/// Unpacks gzip and deflate, recognized by their first bytes or else by the label. Returns `None` if the result is
/// longer than `cap` bytes. A body that does not unpack is returned as it is.
pub(super) fn unpack(bytes: Zeroizing<Vec<u8>>, coding: &str, cap: usize) -> Option<Zeroizing<Vec<u8>>> {
    let is_labeled = |name: &str| coding.split(',').any(|part| part.trim().trim_start_matches("x-") == name);
    let mut bytes = bytes;
    // Twice packed is seen behind some proxies.
    for _ in 0..2 {
        let unpacked = match *bytes.as_slice() {
            [0x1f, 0x8b, ..] => read(MultiGzDecoder::new(bytes.as_slice()), cap),
            [0x78, second, ..] if (0x7800 + u16::from(second)) % 31 == 0 => {
                read(ZlibDecoder::new(bytes.as_slice()), cap)
            }
            [first, ..] if is_labeled("deflate") && !matches!(first, b'{' | b'[' | b' ' | b'\n' | b'<') => {
                read(DeflateDecoder::new(bytes.as_slice()), cap)
            }
            _ => break,
        };
        if unpacked.len() > cap {
            return None;
        }
        if unpacked.is_empty() {
            break;
        }
        bytes = unpacked;
    }
    Some(bytes)
}

/// Reads up to one byte more than `cap`. A stream that is cut gives the part before the cut.
fn read(from: impl Read, cap: usize) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::new());
    let limit = u64::try_from(cap).unwrap_or(u64::MAX).saturating_add(1);
    // The bytes before an error count, as curl has it.
    let _ = from.take(limit).read_to_end(&mut bytes);
    bytes
}

/// Decodes UTF-8 and UTF-16, with or without a byte order mark. A byte that is no UTF-8 is taken for Latin-1.
/// Of JSON with a guard before it or other text after it, the JSON remains.
pub(super) fn text(bytes: &[u8]) -> Zeroizing<String> {
    let text = Zeroizing::new(match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [b'{' | b'[' | b'<', 0, ..] => utf16(bytes, u16::from_le_bytes),
        [0, b'{' | b'[' | b'<', ..] => utf16(bytes, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        _ => utf8(bytes),
    });
    json(&text).map_or_else(|| text.clone(), |json| Zeroizing::new(json.to_owned()))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).filter_map(|pair| Some(unit(pair.try_into().ok()?)));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn utf8(bytes: &[u8]) -> String {
    bytes.utf8_chunks().fold(String::with_capacity(bytes.len()), |mut text, chunk| {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|byte| char::from(*byte)));
        text
    })
}

/// Returns the JSON object or list a text holds behind a guard and before other text, where it holds more than that.
fn json(text: &str) -> Option<&str> {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let bare = GUARDS.iter().find_map(|guard| start.strip_prefix(guard)).unwrap_or(start).trim_start();
    if !bare.starts_with(['{', '[']) {
        return None;
    }
    let first = serde_json::Deserializer::from_str(bare).into_iter::<&RawValue>().next()?.ok()?;
    Some(first.get())
}

/// Returns true if a text is binary content: compressed, or a picture.
pub(super) fn is_noise(text: &str) -> bool {
    let odd = |c: &char| c.is_control() && !matches!(c, '\t' | '\r' | '\n');
    let is_document = text.trim_start().starts_with(['{', '[', '<']);
    !is_document && text.chars().take(512).filter(odd).count() > 8
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write};
    use rstest::rstest;
    use std::io::Write as _;

    const JSON: &str = r#"{"id":1,"token":"tök"}"#;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = write::GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(bytes).expect("memory");
        packed.finish().expect("memory")
    }

    fn wide(unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        JSON.encode_utf16().flat_map(unit).collect()
    }

    #[rstest]
    #[case::plain(JSON.as_bytes().to_vec())]
    #[case::mark([b"\xef\xbb\xbf", JSON.as_bytes()].concat())]
    #[case::latin_1(b"{\"id\":1,\"token\":\"t\xf6k\"}".to_vec())]
    #[case::utf_16_le(wide(u16::to_le_bytes))]
    #[case::utf_16_be(wide(u16::to_be_bytes))]
    #[case::utf_16_with_mark([vec![0xff, 0xfe], wide(u16::to_le_bytes)].concat())]
    #[case::guard(format!(")]}}',\n{JSON}").into_bytes())]
    #[case::text_behind(format!("{JSON}\n<!-- served by proxy -->").into_bytes())]
    #[case::twice(format!("{JSON}{JSON}").into_bytes())]
    #[case::blank_lines(format!("\r\n\r\n{JSON}\r\n").into_bytes())]
    fn json_is_decoded_from_each_encoding(#[case] bytes: Vec<u8>) {
        assert_eq!(*text(&bytes), JSON);
    }

    #[rstest]
    #[case::labeled("gzip")]
    #[case::labeled_x("x-gzip")]
    #[case::not_labeled("")]
    #[case::wrong_label("br")]
    fn gzip_is_unpacked_under_any_label(#[case] coding: &str) {
        let bytes = unpack(Zeroizing::new(gzip(JSON.as_bytes())), coding, 1024).expect("short");
        assert_eq!(*text(&bytes), JSON);
    }

    #[rstest]
    #[case::utf_8("utf-8")]
    #[case::none("none")]
    #[case::empty("")]
    #[case::identity_twice("identity, identity")]
    #[case::gzip("gzip")]
    #[case::deflate("deflate")]
    #[case::br("br")]
    fn plain_json_is_kept_under_any_label(#[case] coding: &str) {
        let bytes = unpack(Zeroizing::new(JSON.as_bytes().to_vec()), coding, 1024).expect("short");
        assert_eq!(*text(&bytes), JSON);
    }

    #[test]
    fn deflate_is_unpacked_with_and_without_its_frame() {
        let mut framed = write::ZlibEncoder::new(Vec::new(), Compression::best());
        framed.write_all(JSON.as_bytes()).expect("memory");
        let mut bare = write::DeflateEncoder::new(Vec::new(), Compression::best());
        bare.write_all(JSON.as_bytes()).expect("memory");
        for packed in [framed.finish().expect("memory"), bare.finish().expect("memory")] {
            assert_eq!(*text(&unpack(Zeroizing::new(packed), "deflate", 1024).expect("short")), JSON);
        }
    }

    #[test]
    fn unpacking_stops_at_the_limit() {
        let bomb = gzip(&vec![b' '; 1 << 20]);
        assert_eq!(unpack(Zeroizing::new(bomb), "gzip", 1 << 10), None);
    }
}
