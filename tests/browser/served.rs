//! The service under test: the program itself with a fresh data directory and the built-in seed.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    path::Path,
    sync::OnceLock,
};

use crate::process::Kept;

/// The running service, one for all tests.
pub(crate) struct Served {
    /// Such as `http://127.0.0.1:41234`.
    pub(crate) origin: String,
    _program: Kept,
}

/// The service; started at first use.
pub(crate) fn served() -> &'static Served {
    static SERVED: OnceLock<Served> = OnceLock::new();
    SERVED.get_or_init(|| {
        let program = Path::new(env!("CARGO_BIN_EXE_strategraph"));
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--data-dir", "data"];
        let program = Kept::start(program, &arguments, "Ctrl-C");
        let line = program.greeting.lines().find(|line| line.contains("explorer")).unwrap();
        let at = line.find("http://").unwrap();
        Served { origin: line[at..].trim_end_matches('/').to_owned(), _program: program }
    })
}

impl Served {
    /// The body of the answer to a GET.
    pub(crate) fn body(&self, address: &str) -> String {
        let host = self.origin.trim_start_matches("http://");
        let mut socket = TcpStream::connect(host).unwrap();
        let head = "Accept: text/html,*/*;q=0.8\r\nConnection: close";
        write!(socket, "GET {address} HTTP/1.0\r\nHost: {host}\r\n{head}\r\n\r\n").unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).unwrap();
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        body.to_owned()
    }
}
