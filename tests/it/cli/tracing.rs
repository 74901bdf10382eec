//! Traces reach an OpenTelemetry collector: one that is part of the test, over OTLP and HTTP.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpListener,
    thread::{self, JoinHandle},
};

use super::{Home, serving::Served};

/// Takes one report at a time and gives the path and the body of the first that tells of a request.
fn collector() -> (String, JoinHandle<(String, Vec<u8>)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/v1/traces", listener.local_addr().unwrap());
    let collected = thread::spawn(move || {
        for socket in listener.incoming() {
            let mut reader = BufReader::new(socket.unwrap());
            let mut head = String::new();
            while reader.read_line(&mut head).unwrap() > 2 {}
            let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
            let head = head.to_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
            let mut body = vec![0; length.unwrap().trim().parse().unwrap()];
            reader.read_exact(&mut body).unwrap();
            let answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            reader.get_mut().write_all(answer.as_bytes()).unwrap();
            if contains(&body, "http.route") {
                return (path, body);
            }
        }
        unreachable!("a listener goes on for ever")
    });
    (address, collected)
}

fn contains(body: &[u8], text: &str) -> bool {
    body.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn the_span_of_a_request_reaches_the_collector_at_the_end_at_the_latest() {
    let home = Home::new();
    let (address, collected) = collector();
    let served = Served::start_with(&home, &[("STRATEGRAPH_OTLP_ENDPOINT", &address)]);
    let answer = served.get("/themes/best-start-in-life?private=heronry");
    assert!(answer.contains("200 OK"), "{answer}");
    assert_eq!(served.stop(), Some(0));
    let (path, body) = collected.join().unwrap();
    assert_eq!(path, "/v1/traces");
    for part in ["strategraph", "request_id", "GET", "/themes/{slug}", "http.response.status_code"]
    {
        assert!(contains(&body, part), "{part} is not in {}", String::from_utf8_lossy(&body));
    }
    assert!(!contains(&body, "heronry"), "what people ask stays here");
}
