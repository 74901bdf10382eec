//! Subscriptions over WebSocket: the protocol graphql-transport-ws
//! (<https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md>). One connection carries a few
//! subscriptions, each under an id that the client chooses.

use std::{collections::BTreeSet, time::Duration};

use axum::{
    body::Bytes,
    extract::{
        Request, State, WebSocketUpgrade,
        ws::{CloseFrame, Message, WebSocket},
    },
    response::Response,
};
use futures_util::{
    StreamExt as _,
    future::{AbortHandle, Abortable},
    stream::{SelectAll, iter},
};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use tokio::time::{Instant, interval_at, sleep_until, timeout};

use super::{
    Given, Live, client_of,
    operation::{Events, LONGEST, Sent, payload, told},
    origin,
};
use crate::{
    error::{Error, Result},
    http::{Failure, OpenStream},
};

/// The name of the protocol, which a client must offer.
const PROTOCOL: &str = "graphql-transport-ws";
/// Subscriptions of one connection.
const MOST: usize = 8;
/// How long a client may take to say that it is ready.
const INITIALISATION: Duration = Duration::from_secs(10);
/// How often the other side is asked whether it is there; one that says nothing twice is gone.
const PING: Duration = Duration::from_secs(20);
/// How long a connection without any subscription is kept.
const IDLE: Duration = Duration::from_mins(1);
/// How long sending may take: a client that reads nothing for so long is cut off.
const SENDING: Duration = Duration::from_secs(10);

/// Opens a connection.
pub(super) async fn open(
    State(live): State<Live>,
    upgrade: WebSocketUpgrade,
    request: Request,
) -> Result<Response, Failure> {
    origin::check(request.headers(), &live.base)?;
    let given = Given::of(&request)?;
    let upgrade = upgrade.protocols([PROTOCOL]).max_message_size(LONGEST).max_frame_size(LONGEST);
    if upgrade.selected_protocol().is_none() {
        return Err(Error::bad_user_input(format!(
            "Subscriptions over WebSocket are spoken in {PROTOCOL}: offer it in the header “Sec-WebSocket-Protocol”."
        ))
        .into());
    }
    let stream = live.streams.open(client_of(&request))?;
    Ok(upgrade.on_upgrade(async move |socket| {
        let connection = Connection {
            live,
            given,
            socket,
            ready: false,
            names: BTreeSet::new(),
            handles: Vec::new(),
            events: SelectAll::new(),
        };
        connection.run(stream).await;
    }))
}

/// What a client sends.
#[derive(Deserialize)]
struct FromClient {
    #[serde(rename = "type")]
    kind: String,
    id: Option<String>,
    payload: Option<Json>,
}

/// An event of a subscription, or its end.
type Named = (String, Option<Json>);

/// A reason to close: a code and words. Codes from 4400 are those of the protocol.
type Closing = (u16, String);

struct Connection {
    live: Live,
    given: Given,
    socket: WebSocket,
    ready: bool,
    names: BTreeSet<String>,
    handles: Vec<(String, AbortHandle)>,
    events: SelectAll<std::pin::Pin<Box<dyn futures_util::Stream<Item = Named> + Send>>>,
}

impl Connection {
    async fn run(mut self, mut stream: OpenStream) {
        let (code, reason) = self.converse(&mut stream).await;
        let frame = CloseFrame { code, reason: reason.into() };
        // Whoever has gone need not be told.
        let _ = timeout(SENDING, self.socket.send(Message::Close(Some(frame)))).await;
    }

    /// Speaks with the client until there is a reason to close.
    async fn converse(&mut self, stream: &mut OpenStream) -> Closing {
        let began = Instant::now();
        let end = began + stream.longest();
        let mut pings = interval_at(began + PING, PING);
        let (mut silent, mut idle_since) = (0, began);
        loop {
            if !self.names.is_empty() {
                idle_since = Instant::now();
            }
            let initialise = began + INITIALISATION;
            let result = tokio::select! {
                message = self.socket.recv() => {
                    silent = 0;
                    match message {
                        Some(Ok(message)) => self.hear(message).await,
                        Some(Err(_)) | None => Err((1000, String::new())),
                    }
                }
                Some((id, event)) = self.events.next() => self.tell(id, event).await,
                () = stream.stopping() => Err((1001, "The service is stopping. Connect again in a moment.".to_owned())),
                () = sleep_until(end) => Err((1000, "The connection was open for as long as one may be. Connect again.".to_owned())),
                () = sleep_until(initialise), if !self.ready => Err((4408, "Connection initialisation timeout".to_owned())),
                () = sleep_until(idle_since + IDLE), if self.names.is_empty() => Err((1000, "Nothing was subscribed to for a minute.".to_owned())),
                _ = pings.tick() => {
                    silent += 1;
                    if silent > 2 { Err((1000, "No sign of life.".to_owned())) } else { self.send(Message::Ping(Bytes::new())).await }
                }
            };
            if let Err(closing) = result {
                return closing;
            }
        }
    }

    async fn hear(&mut self, message: Message) -> Result<(), Closing> {
        let text = match message {
            Message::Text(text) => text,
            Message::Close(_) => return Err((1000, String::new())),
            Message::Ping(_) | Message::Pong(_) => return Ok(()),
            Message::Binary(_) => return Err((4400, "Messages are text.".to_owned())),
        };
        let message: FromClient = serde_json::from_str(&text)
            .map_err(|_| (4400, "The message is none of the protocol.".to_owned()))?;
        match (&*message.kind, message.id) {
            ("connection_init", _) if self.ready => {
                Err((4429, "Too many initialisation requests".to_owned()))
            }
            ("connection_init", _) => {
                self.ready = true;
                self.say(json!({ "type": "connection_ack" })).await
            }
            ("ping", _) => self.say(json!({ "type": "pong" })).await,
            ("pong", _) => Ok(()),
            ("subscribe", _) if !self.ready => Err((4401, "Unauthorized".to_owned())),
            ("subscribe", Some(id)) => self.subscribe(id, message.payload).await,
            ("complete", Some(id)) => {
                self.forget(&id);
                Ok(())
            }
            _ => Err((4400, "The message is none of the protocol.".to_owned())),
        }
    }

    async fn subscribe(&mut self, id: String, payload: Option<Json>) -> Result<(), Closing> {
        if self.names.contains(&id) {
            return Err((4409, format!("Subscriber for {} already exists", shortened(&id))));
        }
        if self.names.len() >= MOST {
            let error = Error::unavailable(format!(
                "A connection carries at most {MOST} subscriptions: complete one first, or open another connection."
            ));
            return self.refuse(&id, json!([told(&error)])).await;
        }
        let sent = payload.map(serde_json::from_value::<Sent>);
        let question = match sent {
            Some(Ok(sent)) => sent.question(),
            _ => return Err((4400, "The payload is no question.".to_owned())),
        };
        let begun = question
            .map_err(|error| json!([told(&error)]))
            .and_then(|question| self.live.begin(question, self.given.clone()));
        match begun {
            Ok(events) => {
                self.follow(id, events);
                Ok(())
            }
            Err(errors) => self.refuse(&id, errors).await,
        }
    }

    fn follow(&mut self, id: String, events: Events) {
        let (handle, registration) = AbortHandle::new_pair();
        let (name, last) = (id.clone(), (id.clone(), None));
        let named = events.map(move |response| (name.clone(), Some(payload(&response))));
        let whole = named.chain(iter([last]));
        self.events.push(Box::pin(Abortable::new(whole, registration)));
        self.names.insert(id.clone());
        self.handles.push((id, handle));
    }

    fn forget(&mut self, id: &str) {
        self.names.remove(id);
        self.handles.retain(|(name, handle)| {
            if name == id {
                handle.abort();
            }
            name != id
        });
    }

    async fn tell(&mut self, id: String, event: Option<Json>) -> Result<(), Closing> {
        match event {
            Some(payload) if payload.get("data").is_none() => {
                self.forget(&id);
                self.refuse(&id, payload["errors"].clone()).await
            }
            Some(payload) => {
                self.say(json!({ "type": "next", "id": id, "payload": payload })).await
            }
            None => {
                self.forget(&id);
                self.say(json!({ "type": "complete", "id": id })).await
            }
        }
    }

    async fn refuse(&mut self, id: &str, errors: Json) -> Result<(), Closing> {
        self.say(json!({ "type": "error", "id": id, "payload": errors })).await
    }

    async fn say(&mut self, message: Json) -> Result<(), Closing> {
        self.send(Message::Text(message.to_string().into())).await
    }

    async fn send(&mut self, message: Message) -> Result<(), Closing> {
        match timeout(SENDING, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err((1000, String::new())),
            Err(_) => Err((1008, "Nothing was read for too long.".to_owned())),
        }
    }
}

/// The reason of a closing has 123 bytes at most.
fn shortened(id: &str) -> String {
    id.chars().take(20).collect()
}
