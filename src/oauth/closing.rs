//! Ends of connections: a page for a request that was not read completely, and an orderly close.

use http_body_util::{BodyExt as _, Collected, Full};
use hyper::{
    Response,
    body::Bytes,
    header::{HeaderName, HeaderValue},
};
use std::io;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

/// Writes a page to a connection whose request was not read completely.
pub(super) async fn refuse(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    page: Response<Full<Bytes>>,
) -> io::Result<()> {
    let (head, body) = page.into_parts();
    let body = body.collect().await.map(Collected::to_bytes).unwrap_or_default();
    let line =
        |(name, value): (&HeaderName, &HeaderValue)| format!("{name}: {}\r\n", value.to_str().unwrap_or_default());
    let lines: String = head.headers.iter().map(line).collect();
    let text = format!("HTTP/1.1 {}\r\n{lines}content-length: {}\r\n\r\n", head.status, body.len());
    stream.write_all(text.as_bytes()).await?;
    stream.write_all(&body).await?;
    finish(stream).await
}

/// Closes the sending side first and reads the rest. A socket that is closed with unread bytes is reset, and the page is
/// lost.
pub(super) async fn finish(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> io::Result<()> {
    stream.shutdown().await?;
    let mut scrap = [0; 1024];
    while stream.read(&mut scrap).await? > 0 {}
    Ok(())
}
