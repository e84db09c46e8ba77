//! The head of a request, read before any of it is parsed, so that one that is too large gets a page.

use hyper::header::{self, HeaderMap};
use tokio::io::{AsyncRead, AsyncReadExt as _};

/// Bytes of the largest head. Browsers send up to 64 KiB of cookies to every port of a host.
const SIZE: usize = 96 * 1024;
/// Lines of the longest head.
const LINES: usize = 200;
/// Bytes of the longest first line, which holds the address.
const FIRST: usize = 48 * 1024;

/// The beginning of a connection.
pub(super) enum Head {
    /// Bytes that hold a complete head, and perhaps some of the body.
    Whole(Vec<u8>),
    /// A head that is too large to be read.
    TooLarge {
        /// The requested path, as far as it is known.
        path: String,
    },
}

/// Reads up to the empty line after a head. The end of the connection also ends it.
///
/// # Errors
/// Errors of the connection.
pub(super) async fn read(stream: &mut (impl AsyncRead + Unpin)) -> std::io::Result<Head> {
    let mut bytes = Vec::with_capacity(4096);
    loop {
        let before = bytes.len();
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(Head::Whole(bytes));
        }
        // The empty line may have begun in the bytes read before.
        let from = before.saturating_sub(3);
        let end = memchr::memmem::find(bytes.get(from..).unwrap_or_default(), b"\r\n\r\n").map(|at| from + at);
        let lines = memchr::memchr_iter(b'\n', bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default()).count();
        let first = memchr::memchr(b'\n', &bytes).unwrap_or(bytes.len());
        let is_bare = end.is_none() && bytes.ends_with(b"\n\n");
        if end.unwrap_or(bytes.len()) > SIZE || first > FIRST || lines > LINES {
            return Ok(Head::TooLarge { path: path(&bytes) });
        }
        if end.is_some() || is_bare {
            return Ok(Head::Whole(bytes));
        }
    }
}

fn path(head: &[u8]) -> String {
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let target = line.split(|&byte| byte == b' ').nth(1).unwrap_or_default();
    let path = target.split(|&byte| byte == b'?').next().unwrap_or_default();
    String::from_utf8_lossy(path).into_owned()
}

/// Returns true if the body is a form, as `response_mode=form_post` sends it.
pub(super) fn is_urlencoded(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"))
}

/// Returns true for a request that a browser makes before anyone follows the link.
pub(super) fn is_prefetch(headers: &HeaderMap) -> bool {
    ["sec-purpose", "purpose", "x-purpose", "x-moz"].iter().flat_map(|&name| headers.get_all(name)).any(|purpose| {
        let purpose = purpose.to_str().unwrap_or_default().to_ascii_lowercase();
        ["prefetch", "prerender", "preview"].iter().any(|look| purpose.contains(look))
    })
}
