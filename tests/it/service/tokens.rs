//! Tokens: made once, checked at each request, refused when wrong, expired or revoked.

use std::{net::IpAddr, sync::Arc};

use axum::extract::Extension;
use strategraph::{
    clock::Clock,
    config::{Networks, SettingValue as _},
    http::{Caller, ClientLimits, Peer},
    model::{Role, Word as _},
    store::Store,
    write::{create_token, revoke_token},
};

use super::*;
use crate::database::both_engines;

const NOW: &str = "2026-11-23T09:00:00Z";

/// Tells who the caller is; tokens are those of the store, the time is `now`.
fn service(store: &Store, now: &str) -> Router {
    let (store, now) = (store.clone(), now.to_owned());
    let authentication = Authentication::new(
        Arc::new(move |prefix| {
            let store = store.clone();
            Box::pin(async move { store.find_token(&prefix).await })
        }),
        Arc::new(move || now.clone()),
    );
    let who = async |caller: Option<Extension<Caller>>| {
        caller.map_or_else(
            || "nobody".to_owned(),
            |caller| format!("{} ({})", caller.name, caller.role.word()),
        )
    };
    let clients = ClientLimits {
        trusted_proxies: Networks::parse("10.0.0.0/8").ok(),
        ..ClientLimits::default()
    };
    let limits = Limits { clients, ..shell().limits };
    Shell { authentication, limits, ..shell() }.around(Router::new().route("/", get(who)))
}

fn bearing(word: &str) -> Request<Body> {
    ask_with("/", header::AUTHORIZATION, &format!("Bearer {word}"))
}

async fn issue(store: &Store, name: &str, expires: Option<&str>) -> String {
    let clock = Clock::fixed(NOW);
    let expires = expires.map(str::to_owned);
    create_token(store, &clock, name, Role::Curator, expires).await.unwrap().word.write()
}

both_engines!(a_token_says_who_asks_and_reading_needs_none, |database| async move {
    let app = service(&database.store, NOW);
    let word = issue(&database.store, "Ada", None).await;
    assert_eq!(text(app.clone().oneshot(ask("/")).await.unwrap()).await, "nobody");
    for _ in 0..2 {
        let answer = app.clone().oneshot(bearing(&word)).await.unwrap();
        assert_eq!(text(answer).await, "Ada (curator)");
    }
    let basic = ask_with("/", header::AUTHORIZATION, "Basic QTpC");
    assert_eq!(text(app.oneshot(basic).await.unwrap()).await, "nobody", "a proxy's business");
    assert_eq!(database.store.revision().await.unwrap(), 0, "a token is no part of the record");
});

both_engines!(a_wrong_token_is_refused_also_for_reading, |database| async move {
    let app = service(&database.store, NOW);
    let word = issue(&database.store, "Ada", None).await;
    let (known, _) = word.rsplit_once('_').unwrap();
    for wrong in ["", "nonsense", "strategraph_0000_x", &format!("{known}_guess")] {
        let answer = app.clone().oneshot(bearing(wrong)).await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{wrong}");
        assert!(header_of(&answer, "www-authenticate").starts_with("Bearer"));
        let body = json(answer).await;
        assert_eq!(body["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
        assert!(body["errors"][0]["message"].as_str().unwrap().contains("Reading needs none"));
    }
});

both_engines!(
    a_revoked_token_is_refused_at_once_and_an_expired_one_in_time,
    |database| async move {
        let store = &database.store;
        let app = service(store, NOW);
        let word = issue(store, "Ada", Some("2026-12-01T00:00:00Z")).await;
        assert_eq!(app.clone().oneshot(bearing(&word)).await.unwrap().status(), StatusCode::OK);
        let later = service(store, "2026-12-01T00:00:00Z");
        let answer = later.oneshot(bearing(&word)).await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        let clock = Clock::fixed(NOW);
        let revoked = revoke_token(store, &clock, "Ada").await.unwrap();
        assert_eq!(revoked.revoked.as_deref(), Some(NOW));
        let answer = app.oneshot(bearing(&word)).await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "though it was verified before");
    }
);

both_engines!(the_database_holds_a_hash_and_names_are_unique, |database| async move {
    let store = &database.store;
    let word = issue(store, "Ada", None).await;
    let [token] = &store.list_tokens().await.unwrap()[..] else { panic!("not one token") };
    let (_, secret) = word.split_once(&format!("_{}_", token.prefix)).unwrap();
    assert!(secret.len() >= 43, "256 bits");
    assert!(token.hash.starts_with("$argon2id$") && !token.hash.contains(secret));
    assert!(!format!("{token:?}").contains("argon2"), "{token:?}");
    let clock = Clock::fixed(NOW);
    let again = create_token(store, &clock, " Ada ", Role::Reader, None).await.unwrap_err();
    assert_eq!(again.code(), Code::Conflict);
    let past = Some("2026-01-01T00:00:00Z".to_owned());
    let expired = create_token(store, &clock, "Bob", Role::Reader, past).await.unwrap_err();
    assert_eq!(expired.code(), Code::BadUserInput);
    let nobody = revoke_token(store, &clock, "Bob").await.unwrap_err();
    assert!(nobody.public().contains("Ada"), "{nobody}");
});

both_engines!(who_guesses_has_to_wait_and_others_do_not, |database| async move {
    let app = service(&database.store, NOW);
    let word = issue(&database.store, "Ada", None).await;
    let from = |address: &str, word: &str| {
        let mut request = bearing(word);
        request.extensions_mut().insert(Peer(address.parse::<IpAddr>().unwrap()));
        request
    };
    let known = issue(&database.store, "Bob", None).await;
    let answer = app.clone().oneshot(from("192.0.2.1", &known)).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    for _ in 0..5 {
        let answer = app.clone().oneshot(from("192.0.2.1", "guess")).await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    }
    let answer = app.clone().oneshot(from("192.0.2.1", "guess")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(header_of(&answer, "retry-after").parse::<u64>().unwrap() >= 1);
    let answer = app.clone().oneshot(from("192.0.2.1", &known)).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "who is known goes on");
    let answer = app.clone().oneshot(from("192.0.2.2", &word)).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "another address");
    assert_eq!(text(app.oneshot(ask("/")).await.unwrap()).await, "nobody", "reading goes on");
});

both_engines!(behind_a_proxy_only_the_client_that_guesses_has_to_wait, |database| async move {
    let app = service(&database.store, NOW);
    let word = issue(&database.store, "Ada", None).await;
    let through_the_proxy = |client: &str, word: &str| {
        let mut request = bearing(word);
        request.extensions_mut().insert(Peer("10.0.0.1".parse().unwrap()));
        request.headers_mut().insert("x-forwarded-for", client.parse().unwrap());
        request
    };
    for _ in 0..5 {
        let guess = through_the_proxy("192.0.2.1", "guess");
        let answer = app.clone().oneshot(guess).await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    }
    let guess = through_the_proxy("192.0.2.1", "guess");
    assert_eq!(app.clone().oneshot(guess).await.unwrap().status(), StatusCode::TOO_MANY_REQUESTS);
    let other = through_the_proxy("192.0.2.2", &word);
    assert_eq!(app.oneshot(other).await.unwrap().status(), StatusCode::OK);
});
