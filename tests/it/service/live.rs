//! Subscriptions over WebSocket and server-sent events, on a real socket: each speaks its protocol,
//! is bounded, and is told why it ends.

use std::time::Duration;

use serde_json::{Value, json};
use strategraph::{
    app::{Ending, Patience, Service, Stop, bind, serve},
    http::addresses::BaseUrl,
    store::Store,
    write::load_seed,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    sync::mpsc,
    task::JoinHandle,
};

use crate::{
    database::{Database, both_engines},
    releases::{Place, clock, seed},
};

/// Far longer than anything takes here.
const PATIENCE: Duration = Duration::from_mins(1);

/// A service that listens.
struct Listening {
    address: String,
    stop: mpsc::Sender<Stop>,
    serving: JoinHandle<Ending>,
    store: Store,
    _service: Service,
    _place: Place,
}

impl Listening {
    async fn start(database: &Database) -> Self {
        let place = Place::new(database);
        let (service, _) = place.start().await;
        let (listener, address) = bind("127.0.0.1:0").await.unwrap();
        let (stop, stops) = mpsc::channel(2);
        let patience = Patience { shutdown: PATIENCE, request_head: PATIENCE, connections: 100 };
        let routes = service.routes(&BaseUrl::new("https://example.org"));
        let serving = tokio::spawn(serve(listener, routes, patience, service.heed(stops)));
        service.follow();
        let store = place.store().await;
        let address = address.to_string();
        Self { address, stop, serving, store, _service: service, _place: place }
    }

    async fn send(&self, head: &str, body: &str) -> TcpStream {
        let mut socket = TcpStream::connect(&self.address).await.unwrap();
        let length = if body.is_empty() {
            String::new()
        } else {
            format!("content-length: {}\r\n", body.len())
        };
        let text = format!("{head}\r\nhost: {}\r\n{length}\r\n{body}", self.address);
        socket.write_all(text.as_bytes()).await.unwrap();
        socket
    }

    /// Opens a WebSocket; the head of the answer, and the socket.
    async fn upgrade(&self, more: &str) -> (String, TcpStream) {
        let head = format!(
            "GET /graphql/ws HTTP/1.1\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n{more}"
        );
        let mut socket = self.send(head.trim_end(), "").await;
        (until(&mut socket, "\r\n\r\n").await, socket)
    }

    /// A WebSocket that has been acknowledged.
    async fn connect(&self) -> TcpStream {
        let (head, mut socket) = self.upgrade("sec-websocket-protocol: graphql-transport-ws").await;
        assert!(head.starts_with("HTTP/1.1 101"), "{head}");
        say(&mut socket, &json!({ "type": "connection_init" })).await;
        assert_eq!(hear(&mut socket).await, Ok(json!({ "type": "connection_ack" })));
        socket
    }

    /// One more revision, by this name.
    async fn change(&self, by: &str) -> i64 {
        let mut record = seed();
        let theme = record.themes.get_mut("best-start-in-life").unwrap();
        std::sync::Arc::make_mut(theme).label = by.into();
        load_seed(&self.store, &clock(), record, by).await.unwrap().revision
    }
}

/// What comes until a text does.
async fn until(socket: &mut TcpStream, end: &str) -> String {
    let mut text = Vec::new();
    let reading = async {
        while !text.ends_with(end.as_bytes()) {
            text.push(socket.read_u8().await.unwrap());
        }
    };
    let in_time = tokio::time::timeout(PATIENCE, reading).await.is_ok();
    let text = String::from_utf8(text).unwrap();
    assert!(in_time, "“{end}” does not come: {text}");
    text
}

/// Sends a text message, masked with nothing, as the protocol allows.
async fn say(socket: &mut TcpStream, message: &Value) {
    let text = message.to_string();
    let length = u16::try_from(text.len()).unwrap();
    let mut frame = vec![0x81, 0xfe];
    frame.extend(length.to_be_bytes());
    frame.extend([0; 4]);
    frame.extend(text.as_bytes());
    socket.write_all(&frame).await.unwrap();
}

/// The next message; code and reason where the other side closes.
async fn hear(socket: &mut TcpStream) -> Result<Value, (u16, String)> {
    let reading = async {
        loop {
            let kind = socket.read_u8().await.unwrap() & 0x0f;
            let length = match socket.read_u8().await.unwrap() {
                126 => usize::from(socket.read_u16().await.unwrap()),
                short => usize::from(short),
            };
            let mut payload = vec![0; length];
            socket.read_exact(&mut payload).await.unwrap();
            match kind {
                1 => return Ok(serde_json::from_slice(&payload).unwrap()),
                8 => {
                    let code = u16::from_be_bytes([payload[0], payload[1]]);
                    return Err((code, String::from_utf8(payload[2..].to_vec()).unwrap()));
                }
                _ => {}
            }
        }
    };
    tokio::time::timeout(PATIENCE, reading).await.expect("nothing comes")
}

fn subscribe(id: &str, query: &str) -> Value {
    json!({ "type": "subscribe", "id": id, "payload": { "query": query } })
}

const REVISIONS: &str = "subscription { revisions { number by } }";

both_engines!(each_revision_is_told_over_websocket, |database| async move {
    let listening = Listening::start(&database).await;
    let mut socket = listening.connect().await;
    say(&mut socket, &subscribe("again", "subscription { revisions(since: 0) { number by } }"))
        .await;
    let first = hear(&mut socket).await.unwrap();
    assert_eq!(
        first,
        json!({ "type": "next", "id": "again", "payload": { "data": { "revisions": { "number": 1, "by": "seed" } } } })
    );
    listening.change("Anna").await;
    let next = hear(&mut socket).await.unwrap();
    assert_eq!(next["payload"]["data"]["revisions"], json!({ "number": 2, "by": "Anna" }));
    say(&mut socket, &json!({ "type": "complete", "id": "again" })).await;
    say(&mut socket, &subscribe("x", "{ dataset { themes } }")).await;
    let refused = hear(&mut socket).await.unwrap();
    assert_eq!((&refused["type"], &refused["id"]), (&json!("error"), &json!("x")));
    assert!(refused["payload"][0]["message"].as_str().unwrap().contains("/graphql by POST"));
    say(&mut socket, &subscribe("y", "subscription { nothing }")).await;
    let wrong = hear(&mut socket).await.unwrap();
    assert_eq!(wrong["type"], "error");
    assert_eq!(wrong["payload"][0]["extensions"]["code"], "BAD_USER_INPUT");
});

both_engines!(whoever_breaks_the_protocol_is_closed_with_its_code, |database| async move {
    let listening = Listening::start(&database).await;
    let (head, _) = listening.upgrade("sec-websocket-protocol: graphql-ws").await;
    assert!(head.starts_with("HTTP/1.1 400"), "{head}");
    let (head, _) = listening
        .upgrade(
            "sec-websocket-protocol: graphql-transport-ws\r\norigin: https://elsewhere.example",
        )
        .await;
    assert!(head.starts_with("HTTP/1.1 403"), "{head}");
    let (_, mut early) = listening.upgrade("sec-websocket-protocol: graphql-transport-ws").await;
    say(&mut early, &subscribe("a", REVISIONS)).await;
    assert_eq!(hear(&mut early).await.unwrap_err().0, 4401);
    for (message, code) in [
        (json!({ "type": "connection_init" }), 4429),
        (json!({ "type": "nonsense" }), 4400),
        (json!([]), 4400),
    ] {
        let mut socket = listening.connect().await;
        say(&mut socket, &message).await;
        assert_eq!(hear(&mut socket).await.unwrap_err().0, code, "{message}");
    }
    let mut socket = listening.connect().await;
    for number in 0..9 {
        say(&mut socket, &subscribe(&number.to_string(), REVISIONS)).await;
    }
    let refused = hear(&mut socket).await.unwrap();
    assert_eq!((&refused["type"], &refused["id"]), (&json!("error"), &json!("8")), "at most eight");
    say(&mut socket, &json!({ "type": "ping" })).await;
    assert_eq!(hear(&mut socket).await.unwrap(), json!({ "type": "pong" }));
    say(&mut socket, &subscribe("0", REVISIONS)).await;
    assert_eq!(hear(&mut socket).await.unwrap_err().0, 4409);
});

both_engines!(each_revision_is_told_by_server_sent_events, |database| async move {
    let listening = Listening::start(&database).await;
    let head = "POST /graphql/stream HTTP/1.1\r\ncontent-type: application/json\r\naccept: text/event-stream";
    let mut socket = listening.send(head, &json!({ "query": REVISIONS }).to_string()).await;
    let answer = until(&mut socket, "\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("text/event-stream"), "{answer}");
    listening.change("Ben").await;
    let event = until(&mut socket, "}}}\n\n").await;
    assert!(event.contains("event: next"), "{event}");
    assert!(
        event.contains("{\"data\":{\"revisions\":{\"by\":\"Ben\",\"number\":2}}}")
            || event.contains("{\"data\":{\"revisions\":{\"number\":2,\"by\":\"Ben\"}}}"),
        "{event}"
    );
    let by_get = "GET /graphql/stream?query=subscription%7Brevisions(since:0)%7Bnumber%7D%7D HTTP/1.1\r\naccept: text/event-stream";
    let mut second = listening.send(by_get, "").await;
    until(&mut second, "{\"number\":1}}}\n\n").await;
    let query = "GET /graphql/stream?query=%7Bdataset%7Bthemes%7D%7D HTTP/1.1\r\nconnection: close";
    let mut refused = listening.send(query, "").await;
    let mut text = String::new();
    refused.read_to_string(&mut text).await.unwrap();
    assert!(text.starts_with("HTTP/1.1 400") && text.contains("BAD_USER_INPUT"), "{text}");
});

both_engines!(when_the_service_stops_every_stream_is_told_why, |database| async move {
    let listening = Listening::start(&database).await;
    let mut socket = listening.connect().await;
    say(&mut socket, &subscribe("a", REVISIONS)).await;
    let head = "POST /graphql/stream HTTP/1.1\r\ncontent-type: application/json";
    let mut events = listening.send(head, &json!({ "query": REVISIONS }).to_string()).await;
    until(&mut events, "\r\n\r\n").await;
    listening.stop.send(Stop).await.unwrap();
    let (code, reason) = hear(&mut socket).await.unwrap_err();
    assert_eq!((code, &*reason), (1001, "The service is stopping. Connect again in a moment."));
    let last = until(&mut events, "event: complete").await;
    assert!(last.contains("UNAVAILABLE") && last.contains("stopping"), "{last}");
    drop((socket, events));
    let ending = tokio::time::timeout(PATIENCE, listening.serving).await.unwrap().unwrap();
    assert_eq!(ending, Ending::Finished);
});
