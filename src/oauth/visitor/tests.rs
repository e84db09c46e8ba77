//! Tables as Linux writes them on machines of little-endian byte order.

use super::*;
use rstest::rstest;

const OURS: &str = "127.0.0.1:8910";
const THEIRS: &str = "127.0.0.1:40000";

fn connection(ours: &str, theirs: &str) -> ConnectionEnds {
    ConnectionEnds { ours: ours.parse().expect("an address"), theirs: theirs.parse().expect("an address") }
}

/// A row with this state and user: `client` is the end of the browser.
fn line(is_client: bool, state: &str, user: u32) -> String {
    let (ours, theirs) = ("0100007F:22CE", "0100007F:9C40");
    let (local, remote) = if is_client { (theirs, ours) } else { (ours, theirs) };
    format!(
        "   1: {local} {remote} {state} 00000000:00000000 00:00000000 00000000  {user:>4}        0 5551 1 0000 20 4 0\n"
    )
}

#[rstest]
#[case::a_user(&[(true, "01", 1000), (false, "01", 0)], Peer::User(1000))]
#[case::root(&[(false, "01", 1000), (true, "01", 0)], Peer::User(0))]
#[case::half_closed(&[(true, "05", 1000), (false, "08", 0)], Peer::User(1000))]
#[case::closed_while_we_answer(&[(true, "04", 0), (false, "08", 1000)], Peer::Gone)]
#[case::closed(&[(true, "05", 0), (false, "08", 1000)], Peer::Gone)]
#[case::waiting(&[(true, "06", 0)], Peer::Gone)]
#[case::reset(&[], Peer::Gone)]
#[case::from_the_host(&[(false, "01", 1000)], Peer::Outside)]
#[case::closed_by_the_host(&[(false, "08", 1000)], Peer::Gone)]
fn other_end_is_found_in_the_table(#[case] lines: &[(bool, &str, u32)], #[case] expected: Peer) {
    let table: String = lines.iter().map(|&(is_client, state, user)| line(is_client, state, user)).collect();
    assert_eq!(peer(&table, connection(OURS, THEIRS)), expected);
}

#[rstest]
#[case::own(1000, [Peer::User(1000), Peer::User(1000)], true)]
#[case::other(1000, [Peer::User(1001), Peer::User(1001)], false)]
#[case::other_of_root(0, [Peer::User(1001), Peer::User(1001)], false)]
#[case::root(1000, [Peer::User(0), Peer::User(0)], true)]
#[case::closed_during_the_look(1000, [Peer::User(0), Peer::Gone], false)]
#[case::outside(1000, [Peer::Outside, Peer::Outside], true)]
#[case::reset_during_the_look(1000, [Peer::Outside, Peer::Gone], false)]
#[case::gone(1000, [Peer::Gone, Peer::Gone], false)]
fn own_user_and_root_are_admitted(#[case] own: u32, #[case] looks: [Peer; 2], #[case] expected: bool) {
    let looks = std::cell::RefCell::new(looks.into_iter());
    assert_eq!(is_admitted(own, || looks.borrow_mut().next().expect("two looks")), expected);
}

#[rstest]
#[case::ipv4("0100007F:22CE", "127.0.0.1:8910")]
#[case::ipv6("00000000000000000000000001000000:0050", "[::1]:80")]
#[case::mapped("0000000000000000FFFF00000100007F:9C40", "127.0.0.1:40000")]
fn addresses_are_read(#[case] text: &str, #[case] expected: &str) {
    if cfg!(target_endian = "little") {
        assert_eq!(address(text), expected.parse().ok());
    }
}

#[rstest]
#[case::header("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode")]
#[case::empty("")]
#[case::cut("   1: 0100007F:22CE 0100007F:9C40 01")]
#[case::other_text("1: äöü:1 €€:2 01 a b c 5")]
#[case::short_address("   1: 0100:22CE 0100007F:9C40 01 0:0 00:0 0 1000 0 1")]
fn other_lines_are_no_rows(#[case] line: &str) {
    assert_eq!(row(line), None);
}

#[tokio::test]
async fn connection_of_this_process_is_admitted() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("binds");
    let address = listener.local_addr().expect("an address");
    let (client, server) = tokio::join!(TcpStream::connect(address), listener.accept());
    let (_client, (server, _)) = (client.expect("connects"), server.expect("accepts"));
    assert!(Users::listening_at(address).admit(ConnectionEnds::from_stream(&server)).await);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn connection_closed_before_the_look_is_not_admitted() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("binds");
    let address = listener.local_addr().expect("an address");
    drop(std::net::TcpStream::connect(address).expect("connects"));
    let (server, _) = listener.accept().await.expect("accepts");
    let users = Users::listening_at(address);
    // The sockets of other users may keep their name after they are closed.
    if users.own == Some(ROOT) {
        assert!(!users.admit(ConnectionEnds::from_stream(&server)).await);
    }
}
