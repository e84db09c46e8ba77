//! The door for the browser, over real sockets: who gets in, who does not, and what they are told.
#![expect(clippy::expect_used, reason = "a test that cannot go on has failed")]

use elemint::{
    domain::{Authorization, Callback, State, callback::Door},
    oauth::{Answer, Listener},
};
use std::{io, time::Duration};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    time::timeout,
};

const LONG: Duration = Duration::from_secs(20);

fn state() -> State {
    State::from_bytes(&[0; 32])
}

fn authorization() -> Authorization {
    Authorization::new("https://signin.example.com/a", state(), Callback::new("http://127.0.0.1/cb"), "me")
        .expect("opens")
}

/// A door whose port the system chooses, so that no test waits for another.
fn door(callback: &str) -> Door {
    Door { port: 0, ..Callback::new(callback).door().expect("a door").clone() }
}

async fn listener() -> Listener {
    Listener::open(&door("http://127.0.0.1/cb"), authorization()).await.expect("opens")
}

/// Sends bytes and reads all that comes back.
async fn send(host: &str, port: u16, request: &str) -> io::Result<String> {
    let reply = async {
        let mut stream = TcpStream::connect((host, port)).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut reply = String::new();
        stream.read_to_string(&mut reply).await.map(|_| reply)
    };
    timeout(LONG, reply).await.expect("ends")
}

/// Asks for a target as a browser does, with more header lines if there are any; `$S` is the right state.
async fn ask(listener: &Listener, target: &str, lines: &str) -> String {
    let (port, target) = (listener.port(), target.replace("$S", state().as_str()));
    send("127.0.0.1", port, &format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{lines}\r\n"))
        .await
        .expect("a reply")
}

fn status(reply: &str) -> u16 {
    reply.get(9..12).and_then(|code| code.parse().ok()).unwrap_or_default()
}

async fn granted(listener: &mut Listener) -> String {
    match timeout(LONG, listener.answer()).await.expect("is answered") {
        Answer::Granted(grant) => grant.code().expose().to_owned(),
        Answer::Refused(refusal) => format!("refused: {}", refusal.error),
    }
}

/// Nothing that came before has been taken: the true answer still is.
async fn assert_still_open(mut listener: Listener) {
    let reply = ask(&listener, "/cb?code=true&state=$S", "").await;
    assert!(reply.contains("Consent has arrived"), "{reply}");
    assert_eq!(granted(&mut listener).await, "true");
}

#[tokio::test]
async fn consent_is_handed_on_and_thanked_for() {
    let mut listener = listener().await;
    let reply = ask(&listener, "/cb?state=$S&code=4%2Fabc&realmId=9", "").await;
    assert!(
        status(&reply) == 200 && reply.contains("return to your terminal") && reply.ends_with("</html>\n"),
        "{reply}"
    );
    assert_eq!(granted(&mut listener).await, "4/abc");
    assert_eq!(listener.ignored(), 0);
}

#[tokio::test]
async fn a_refusal_is_handed_on_in_the_providers_words() {
    let mut listener = listener().await;
    let reply = ask(&listener, "/cb?state=$S&error=access_denied&error_description=%3Cb%3Eno", "").await;
    assert!(status(&reply) == 200 && reply.contains("access_denied<br>&lt;b&gt;no"), "{reply}");
    assert_eq!(granted(&mut listener).await, "refused: access_denied");
}

#[tokio::test]
async fn answers_that_are_not_ours_neither_win_nor_end_the_wait() {
    let listener = listener().await;
    for (count, query) in [
        "?code=abc&state=BAAAA",
        "?error=access_denied&state=BAAAA",
        "?code=abc",
        "?error=access_denied",
        "?code=a&code=b&state=$S",
        "?code=a&error=b&state=$S",
        "?code=&state=$S",
        "?code=%00&state=$S",
        "?state=$S",
        "",
    ]
    .into_iter()
    .enumerate()
    {
        let reply = ask(&listener, &format!("/cb{query}"), "").await;
        assert_eq!(status(&reply), 400, "{query}: {reply}");
        assert!(!reply.contains("terminal") && !reply.contains("abc"), "{query}: {reply}");
        assert_eq!(usize::try_from(listener.ignored()), Ok(count + 1), "{query}");
    }
    assert_still_open(listener).await;
}

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
async fn a_reply_is_whole_though_its_asker_says_more_than_is_read() {
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
    for path in ["/favicon.ico", "/CB", "/cb/", "//cb", "/cb/..", "/c%62", "/cb;x", "/callback", "/cb%20", "/./cb"] {
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
    for lines in
        ["Sec-Fetch-Mode: cors", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe"]
    {
        let reply = ask(&listener, "/cb?code=abc&state=$S", &format!("{lines}\r\n")).await;
        assert_eq!(status(&reply), 403, "{lines}");
    }
    let browser = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-User: ?1\r\nSec-Fetch-Dest: document\r\n\
                   Upgrade-Insecure-Requests: 1\r\nConnection: keep-alive\r\nReferer: https://signin.example.com/\r\n";
    assert_eq!(status(&ask(&listener, "/cb?code=true&state=$S", browser).await), 200);
    assert_eq!(granted(&mut listener).await, "true");
}

#[tokio::test]
async fn of_a_hundred_at_once_one_wins() {
    let mut listener = listener().await;
    let port = listener.port();
    let (state, mut visits) = (state(), tokio::task::JoinSet::new());
    for n in 0..100 {
        let target = format!("/cb?code=abc{n}&state={}", state.as_str());
        let request = format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
        // Whoever hesitates while all places are taken may be cut off; whoever is heard gets a whole page.
        visits.spawn(async move { (n, send("127.0.0.1", port, &request).await.unwrap_or_default()) });
    }
    let told = visits.join_all().await;
    let count = |words: &str| told.iter().filter(|(_, reply)| reply.contains(words)).count();
    let winners: Vec<_> = told.iter().filter(|(_, reply)| reply.contains("Consent has arrived")).collect();
    assert_eq!(winners.len(), 1);
    assert_eq!(granted(&mut listener).await, format!("abc{}", winners[0].0));
    assert!(count("Already answered") > 0 && count("</html>") == count("Already answered") + 1);
    assert!(timeout(Duration::ZERO, listener.answer()).await.is_err(), "there is no second answer");
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
async fn what_is_not_http_or_too_much_of_it_is_shut_out() {
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
async fn a_port_is_free_as_soon_as_its_door_is_closed() {
    let first = listener().await;
    let again = Door { port: first.port(), ..door("http://127.0.0.1/cb") };
    drop(first);
    let second = Listener::open(&again, authorization()).await.expect("opens again");
    drop(second);
    let refused = TcpStream::connect(("127.0.0.1", again.port)).await.expect_err("nobody is there");
    assert_eq!(refused.kind(), io::ErrorKind::ConnectionRefused);
}

#[tokio::test]
async fn only_the_address_of_the_door_is_listened_on() {
    let listener = listener().await;
    // Refused on Linux, where the whole of 127/8 is this machine; without a way to it elsewhere.
    let nobody = timeout(LONG, TcpStream::connect(("127.0.0.2", listener.port()))).await;
    assert!(!matches!(nobody, Ok(Ok(_))));
    assert_still_open(listener).await;
}

#[tokio::test]
async fn localhost_is_heard_under_all_its_names() {
    let listener = Listener::open(&door("http://localhost/cb"), authorization()).await.expect("opens");
    let (port, ipv6) = (listener.port(), TcpListener::bind("[::1]:0").await.is_ok());
    for (address, host) in
        [("127.0.0.1", "localhost"), ("127.0.0.1", "127.0.0.1"), ("::1", "localhost"), ("::1", "[::1]")]
    {
        if address == "127.0.0.1" || ipv6 {
            let request = format!("GET /cb?code=a&state=other HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n");
            assert_eq!(status(&send(address, port, &request).await.expect("a reply")), 400, "{address} {host}");
        }
    }
    assert_still_open(listener).await;
}
