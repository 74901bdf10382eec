//! A cable between two ends of a connection, to be cut: connections are refused, or nothing comes
//! through and nobody says so.

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU8, Ordering},
    },
    thread,
    time::Duration,
};

/// What becomes of what is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cable {
    /// It arrives.
    Whole,
    /// Connections are ended, and new ones at once.
    Refusing,
    /// It vanishes; connections stay open.
    Silent,
}

/// Listens on a port of its own and passes everything on.
pub(super) struct Proxy {
    pub(super) address: String,
    state: Arc<State>,
}

struct State {
    target: String,
    cable: AtomicU8,
    ended: AtomicBool,
    open: Mutex<Vec<TcpStream>>,
}

impl Proxy {
    pub(super) fn to(target: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let state = Arc::new(State {
            target: target.to_owned(),
            cable: AtomicU8::new(0),
            ended: AtomicBool::new(false),
            open: Mutex::default(),
        });
        let accepting = state.clone();
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                if accepting.ended.load(Ordering::SeqCst) {
                    return;
                }
                accepting.connect(&client);
            }
        });
        Self { address, state }
    }

    /// Cuts or mends the cable. Connections from before a cut do not outlive it.
    pub(super) fn set(&self, cable: Cable) {
        self.state.cable.store(cable as u8, Ordering::SeqCst);
        if cable != Cable::Silent {
            for stream in self.state.open.lock().unwrap().drain(..) {
                let _ = stream.shutdown(Shutdown::Both);
            }
        }
    }
}

impl State {
    fn is(&self, cable: Cable) -> bool {
        self.cable.load(Ordering::SeqCst) == cable as u8
    }

    fn connect(self: &Arc<Self>, client: &TcpStream) {
        if self.is(Cable::Refusing) {
            return;
        }
        self.open.lock().unwrap().push(client.try_clone().unwrap());
        if self.is(Cable::Silent) {
            // Open and without an answer until the cable is mended.
            return;
        }
        let Ok(server) = TcpStream::connect(&self.target) else { return };
        self.open.lock().unwrap().push(server.try_clone().unwrap());
        for (from, to) in [(client, &server), (&server, client)] {
            let (from, to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
            let state = self.clone();
            thread::spawn(move || state.pass_on(from, to));
        }
    }

    fn pass_on(&self, mut from: TcpStream, mut to: TcpStream) {
        let mut bytes = [0; 1 << 14];
        while let Ok(count) = from.read(&mut bytes)
            && count > 0
        {
            while self.is(Cable::Silent) {
                thread::park_timeout(Duration::from_millis(10));
            }
            if to.write_all(&bytes[..count]).is_err() {
                break;
            }
        }
        let _ = from.shutdown(Shutdown::Both);
        let _ = to.shutdown(Shutdown::Both);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.state.ended.store(true, Ordering::SeqCst);
        self.set(Cable::Refusing);
        // Wakes the one who accepts.
        let _ = TcpStream::connect(&self.address);
    }
}
