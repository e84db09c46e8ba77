//! Foreign requests, and the little they get.

use super::{LONG, ask, assert_still_open, granted, listener, send, state, status};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

#[tokio::test]
async fn only_get_is_answered() {
    let listener = listener().await;
    let (port, state) = (listener.port(), state());
    for method in ["HEAD", "POST", "OPTIONS", "PUT", "DELETE", "TRACE", "FETCH"] {
        let request = format!(
            "{method} /cb?code=abc&state={} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 3\r\n\r\nabc",
            state.as_str()
        );
        let reply = send("127.0.0.1", port, &request).await.expect("a reply");
        assert_eq!(status(&reply), 405, "{method}");
        assert!(reply.contains("allow: GET"), "{reply}");
    }
    assert_still_open(listener).await;
}

#[tokio::test]
async fn reply_is_complete_despite_unread_request() {
    let listener = listener().await;
    let (port, body) = (listener.port(), "x".repeat(200_000));
    let request = format!("POST /cb HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 200000\r\n\r\n{body}");
    let reply = send("127.0.0.1", port, &request).await.expect("a reply");
    assert!(reply.ends_with("</html>\n"), "{reply}");
}

#[tokio::test]
async fn only_the_exact_path_is_there() {
    let listener = listener().await;
    let nothing = ask(&listener, "/", "").await;
    for path in [
        "/favicon.ico",
        "/CB",
        "/cb/",
        "//cb",
        "/cb/..",
        "/c%62",
        "/cb;x",
        "/callback",
        "/cb%20",
        "/./cb",
        "/go",
        "/go/x",
    ] {
        let reply = ask(&listener, &format!("{path}?code=abc&state=$S"), "").await;
        assert_eq!(status(&reply), 404, "{path}");
        assert_eq!(reply, nothing, "{path}");
    }
    assert_still_open(listener).await;
}

#[tokio::test]
async fn only_our_own_host_is_answered() {
    let listener = listener().await;
    let (port, state) = (listener.port(), state());
    let target = format!("/cb?code=abc&state={}", state.as_str());
    let ours = format!("Host: 127.0.0.1:{port}\r\n");
    for (target, lines) in [
        (target.clone(), String::new()),
        (target.clone(), "Host: evil.example.com\r\n".into()),
        (target.clone(), "Host: 127.0.0.1\r\n".into()),
        (target.clone(), format!("Host: localhost:{port}\r\n")),
        (target.clone(), format!("Host: 127.0.0.1.evil.com:{port}\r\n")),
        (target.clone(), format!("{ours}{ours}")),
        (format!("http://127.0.0.1:{port}{target}"), ours.clone()),
        (format!("http://evil.example.com{target}"), ours),
    ] {
        let reply = send("127.0.0.1", port, &format!("GET {target} HTTP/1.1\r\n{lines}\r\n")).await.expect("a reply");
        assert_eq!(status(&reply), 421, "{target} {lines}");
    }
    assert_still_open(listener).await;
}

#[tokio::test]
async fn a_look_ahead_is_no_visit() {
    let listener = listener().await;
    for line in ["Sec-Purpose: prefetch", "Sec-Purpose: prefetch;prerender", "Purpose: prefetch", "X-Moz: prefetch"] {
        let reply = ask(&listener, "/cb?code=abc&state=$S", &format!("{line}\r\n")).await;
        assert_eq!(status(&reply), 204, "{line}");
    }
    assert_eq!(listener.ignored(), 0);
    assert_still_open(listener).await;
}

#[tokio::test]
async fn scripts_and_frames_are_turned_away_but_browsers_are_not() {
    let mut listener = listener().await;
    for lines in [
        "Sec-Fetch-Mode: cors",
        "Sec-Fetch-Mode: no-cors",
        "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe",
        "Origin: https://evil.example",
        "Origin: null",
    ] {
        let reply = ask(&listener, "/cb?code=abc&state=$S", &format!("{lines}\r\n")).await;
        assert_eq!(status(&reply), 403, "{lines}");
    }
    let browser = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-User: ?1\r\nSec-Fetch-Dest: document\r\n\
                   Upgrade-Insecure-Requests: 1\r\nConnection: keep-alive\r\nReferer: https://signin.example.com/\r\n";
    assert_eq!(status(&ask(&listener, "/cb?code=true&state=$S", browser).await), 200);
    assert_eq!(granted(&mut listener).await, "true");
}

#[tokio::test]
async fn every_reply_keeps_to_itself() {
    let listener = listener().await;
    for target in ["/cb?code=abc&state=$S", "/cb?code=abc&state=$S", "/cb?code=x&state=y", "/cb", "/favicon.ico"] {
        let reply = ask(&listener, target, "").await;
        let head = reply.split("\r\n\r\n").next().unwrap_or_default();
        for line in [
            "content-type: text/html; charset=utf-8",
            "; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
            "content-security-policy: default-src 'none'; style-src 'sha256-",
            "referrer-policy: no-referrer",
            "cache-control: no-store",
            "x-content-type-options: nosniff",
            "cross-origin-opener-policy: same-origin",
            "x-frame-options: DENY",
            "connection: close",
        ] {
            assert!(head.contains(line), "{target} lacks {line}: {head}");
        }
        for never in ["\ndate:", "\nserver:", "\nlocation:", "\naccess-control"] {
            assert!(!head.contains(never), "{target} has {never}: {head}");
        }
    }
}

#[tokio::test]
async fn invalid_or_oversized_http_is_refused() {
    let listener = listener().await;
    let port = listener.port();
    let endless = format!("GET /cb?{} HTTP/1.1\r\n\r\n", "a".repeat(40_000));
    let crowd = format!("GET /cb HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{}\r\n", "A: b\r\n".repeat(70));
    for garbage in
        ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0", "\0\0\0\0\r\n\r\n", &endless, &crowd]
    {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await.expect("connects");
        let _ = stream.write_all(garbage.as_bytes()).await;
        let _ = stream.shutdown().await;
        let mut reply = Vec::new();
        let _ = timeout(LONG, stream.read_to_end(&mut reply)).await.expect("is closed");
        assert!(!reply.starts_with(b"HTTP/1.1 2"), "{}", String::from_utf8_lossy(&reply));
    }
    assert_still_open(listener).await;
}

#[tokio::test]
async fn the_requests_of_real_browsers_come_through() {
    let chrome = "Connection: keep-alive\r\nsec-ch-ua: \"Chromium\";v=\"141\"\r\nsec-ch-ua-mobile: ?0\r\nsec-ch-ua-platform: \"Linux\"\r\n\
                  Upgrade-Insecure-Requests: 1\r\nUser-Agent: Mozilla/5.0\r\nAccept: text/html,*/*;q=0.8\r\nSec-Fetch-Site: cross-site\r\n\
                  Sec-Fetch-Mode: navigate\r\nSec-Fetch-User: ?1\r\nSec-Fetch-Dest: document\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n";
    let firefox = "User-Agent: Mozilla/5.0\r\nAccept: text/html\r\nDNT: 1\r\nConnection: keep-alive\r\nUpgrade-Insecure-Requests: 1\r\n\
                   Sec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Site: cross-site\r\nPriority: u=0, i\r\n";
    let safari = "Accept: text/html\r\nSec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Site: none\r\n\
                  User-Agent: Mozilla/5.0\r\nAccept-Language: en\r\nConnection: keep-alive\r\n";
    for lines in [chrome, firefox, safari, "User-Agent: curl/8.0\r\nAccept: */*\r\n", ""] {
        let mut listener = listener().await;
        assert_eq!(status(&ask(&listener, "/cb?code=abc&state=$S", lines).await), 200, "{lines}");
        assert_eq!(granted(&mut listener).await, "abc", "{lines}");
    }
}

#[tokio::test]
async fn a_preflight_is_no_answer_and_allows_nothing() {
    let listener = listener().await;
    let (port, state) = (listener.port(), state());
    let request = format!(
        "OPTIONS /cb?code=abc&state={} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: https://evil.example\r\n\
         Access-Control-Request-Method: GET\r\nAccess-Control-Request-Private-Network: true\r\n\r\n",
        state.as_str()
    );
    let reply = send("127.0.0.1", port, &request).await.expect("a reply").to_lowercase();
    assert!(status(&reply) == 405 && !reply.contains("access-control"), "{reply}");
    assert_still_open(listener).await;
}

#[tokio::test]
async fn unexpected_body_is_refused() {
    let listener = listener().await;
    let (port, target) = (listener.port(), format!("/cb?code=abc&state={}", state().as_str()));
    for body in ["Content-Length: 3\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"] {
        let request = format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{body}");
        assert_eq!(status(&send("127.0.0.1", port, &request).await.expect("a reply")), 400, "{body}");
    }
    assert_still_open(listener).await;
}

#[tokio::test]
async fn one_connection_is_one_request() {
    let listener = listener().await;
    let (port, target) = (listener.port(), "/cb?code=abc&state=other");
    let request = format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: keep-alive\r\n\r\n");
    let replies = send("127.0.0.1", port, &request.repeat(3)).await.expect("a reply");
    assert_eq!(replies.matches("HTTP/1.1 ").count(), 1, "{replies}");
    assert_eq!(listener.ignored(), 1);
}

#[tokio::test]
async fn any_number_of_forgeries_does_not_keep_the_answer_out() {
    let listener = listener().await;
    let other = "B".repeat(state().as_str().len());
    for n in 0..250 {
        let query = if n % 2 == 0 { format!("code=c{n}&state={other}") } else { "error=access_denied".to_owned() };
        assert_eq!(status(&ask(&listener, &format!("/cb?{query}"), "").await), 400);
    }
    assert_eq!(listener.ignored(), 250);
    assert_still_open(listener).await;
}

/// Requests with a byte or a few changed, the changes being the same every time.
#[tokio::test]
async fn malformed_requests_are_closed_without_harm() {
    let listener = listener().await;
    let (port, mut seed) = (listener.port(), 1_u64);
    let mut next = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or_default() % below
    };
    let whole = format!("GET /cb?code=abc&state=other HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nA: b\r\n c\r\n\r\n");
    for _ in 0..500 {
        let mut bytes = whole.clone().into_bytes();
        for _ in 0..=next(6) {
            let at = next(bytes.len());
            bytes[at] = u8::try_from(next(256)).unwrap_or_default();
        }
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await.expect("connects");
        let _ = stream.write_all(&bytes).await;
        let _ = stream.shutdown().await;
        let mut reply = Vec::new();
        let _ = timeout(LONG, stream.read_to_end(&mut reply)).await.expect("is closed");
        assert!(!reply.starts_with(b"HTTP/1.1 2"), "{}", String::from_utf8_lossy(&bytes));
    }
    assert_still_open(listener).await;
}
