//! Finds the program that owns a port, on systems that show it.

use crate::text::{safe::display_safe, secret};
use std::{fs, time::Duration};
use tokio::{process::Command, task::spawn_blocking, time::timeout};

/// A person waits for this, and it is only a word more in a sentence.
const PATIENCE: Duration = Duration::from_secs(1);

/// The program that listens on a port, as in `node (pid 4711)`.
pub(super) async fn holder(port: u16) -> Option<String> {
    let found = async {
        if cfg!(target_os = "linux") {
            spawn_blocking(move || from_proc(port)).await.ok()?
        } else {
            from_lsof(port).await
        }
    };
    timeout(PATIENCE, found).await.ok()?
}

/// Linux says which socket has the port, and under each process which sockets it has open.
fn from_proc(port: u16) -> Option<String> {
    let sockets: Vec<_> = ["/proc/net/tcp", "/proc/net/tcp6"]
        .iter()
        .filter_map(|table| fs::read_to_string(table).ok())
        .flat_map(|table| listening(&table, port))
        .collect();
    let ids = fs::read_dir("/proc").ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut ids = ids.filter(|id| id.bytes().all(|byte| byte.is_ascii_digit()));
    match ids.find(|id| has_open(id, &sockets)) {
        Some(id) => {
            let name = fs::read_to_string(format!("/proc/{id}/comm")).ok()?;
            Some(named(name.trim_end(), &id))
        }
        // Open files of other users' processes are not visible to us.
        None => (!sockets.is_empty()).then(|| "a program of another user".to_owned()),
    }
}

/// The numbers of the sockets that listen on a port, from the system's table: the local address is the second
/// column, the state (0A: listening) the fourth, the number the tenth.
fn listening(table: &str, port: u16) -> Vec<String> {
    let port = format!(":{port:04X}");
    let row = |line: &str| {
        let columns: Vec<_> = line.split_whitespace().collect();
        let listens = columns.get(1)?.ends_with(&port) && *columns.get(3)? == "0A";
        listens.then(|| columns.get(9).map(|number| format!("socket:[{number}]")))?
    };
    table.lines().filter_map(row).collect()
}

fn has_open(id: &str, sockets: &[String]) -> bool {
    let Ok(open) = fs::read_dir(format!("/proc/{id}/fd")) else { return false };
    let links = open.filter_map(|entry| fs::read_link(entry.ok()?.path()).ok());
    links.into_iter().any(|link| sockets.iter().any(|socket| link.as_os_str() == socket.as_str()))
}

/// Asks `lsof`, which answers with a letter and a value on each line; for systems other than Linux.
async fn from_lsof(port: u16) -> Option<String> {
    let asked = lsof(port).kill_on_drop(true).output().await;
    told_by_lsof(&String::from_utf8_lossy(&asked.ok()?.stdout))
}

/// Builds the command, without the variables that hold secrets.
fn lsof(port: u16) -> Command {
    let mut command = Command::new("lsof");
    for variable in secret::withheld() {
        command.env_remove(variable);
    }
    command.args(["-nP", &format!("-iTCP:{port}"), "-sTCP:LISTEN", "-Fpc"]);
    command
}

fn told_by_lsof(lines: &str) -> Option<String> {
    let find = |letter| lines.lines().find_map(|line| line.strip_prefix(letter));
    Some(named(find('c')?, find('p')?))
}

/// A program chooses its own name, so that one is not to be trusted with the screen.
fn named(name: &str, id: &str) -> String {
    format!("{} (pid {id})", display_safe(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn port_owner_tool_gets_no_secret_variable() {
        secret::withhold("PORT_TEST_VARIABLE");
        let command = lsof(8910);
        let removed: Vec<_> = command.as_std().get_envs().filter(|(_, value)| value.is_none()).collect();
        for name in ["CE_USER", "CE_ORG", "PORT_TEST_VARIABLE"] {
            assert!(removed.iter().any(|(known, _)| *known == name), "{name}");
        }
    }

    #[tokio::test]
    async fn port_owner_is_named() {
        let socket = TcpListener::bind("127.0.0.1:0").expect("binds");
        let found = holder(socket.local_addr().expect("an address").port()).await;
        // On other systems the result depends on the installed programs.
        if cfg!(target_os = "linux") {
            let found = found.expect("a holder");
            assert!(found.ends_with(&format!("(pid {})", std::process::id())), "{found}");
        }
    }

    #[tokio::test]
    async fn free_port_has_no_owner() {
        let socket = TcpListener::bind("127.0.0.1:0").expect("binds");
        let port = socket.local_addr().expect("an address").port();
        drop(socket);
        assert_eq!(holder(port).await, None);
    }

    #[test]
    fn port_owner_search_finds_only_listeners() {
        let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n   \
                     0: 0100007F:22CE 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1\n   \
                     1: 0100007F:22CE 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  1000        0 4712 1\n   \
                     2: 0100007F:122C 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4713 1\n";
        assert_eq!(listening(table, 8910), ["socket:[4711]"]);
    }

    #[test]
    fn lsof_output_is_parsed() {
        assert_eq!(told_by_lsof("p4711\ncnode\nf20\n").as_deref(), Some("node (pid 4711)"));
        assert_eq!(told_by_lsof(""), None);
    }

    #[test]
    fn port_owner_name_has_no_control_characters() {
        assert!(!named("\u{1b}[2J", "1").contains('\u{1b}'));
    }
}
