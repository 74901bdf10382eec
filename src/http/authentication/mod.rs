//! Who is asking: the bearer token of a request, checked, becomes the [`Caller`] in its
//! extensions. Reading needs no token; a wrong one is refused all the same, so that nobody writes
//! under a mistyped name or reads on in the belief to be signed in.
//!
//! ```text
//! no token ─► next (no caller)
//! token ─► address backing off, and token not known? 429 ─► row of its public part (always, so that revoking works at
//!          once) ─► verified before? ─► else Argon2 on a worker, two at a time ─► caller | 401
//! ```
//!
//! Not here: what a role may do (the faces ask [`Caller::allow`]), where tokens are held (`store`).

mod backoff;
mod verified;

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use argon2::{Argon2, PasswordVerifier as _};
use axum::{
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use tokio::{sync::Semaphore, time::Instant};

use super::{client::ClientAddress, failure::Failure};
use crate::{
    error::{Code, Error, Result},
    model::{Role, Token, TokenWord, Word as _},
};
use backoff::{Backoff, Origin};
use verified::Verified;

/// Hashes that are computed at once. Each takes 19 MiB and some 20 ms of a core.
const HASHES_AT_ONCE: usize = 2;
/// How long a request waits for its turn to be hashed.
const PATIENCE: Duration = Duration::from_secs(2);

/// Finds the token with a public part.
pub type FindToken = Arc<
    dyn Fn(String) -> Pin<Box<dyn Future<Output = Result<Option<Token>>> + Send>> + Send + Sync,
>;

/// Who is asking, where the request brought a valid token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The token's name, for the change log.
    pub name: Arc<str>,
    /// What the caller may do.
    pub role: Role,
}

impl Caller {
    /// The caller, if there is one whose role suffices.
    ///
    /// # Errors
    /// `UNAUTHENTICATED` where there is no caller, `FORBIDDEN` where the role does not suffice.
    pub fn allow(caller: Option<&Self>, needed: Role) -> Result<&Self> {
        let Some(caller) = caller else {
            return Err(Error::new(
                Code::Unauthenticated,
                format!(
                    "This needs a token with the role {}: send it as the header “Authorization: Bearer …”. Whoever runs the service makes one with “strategraph token create --role {} --name …”.",
                    needed.word(),
                    needed.word()
                ),
            ));
        };
        if rank(caller.role) >= rank(needed) {
            return Ok(caller);
        }
        Err(Error::new(
            Code::Forbidden,
            format!(
                "The token “{}” has the role {}; this needs the role {}. Ask whoever runs the service for such a token.",
                caller.name,
                caller.role.word(),
                needed.word()
            ),
        ))
    }
}

/// Each role may do what the lower ones may.
fn rank(role: Role) -> u8 {
    match role {
        Role::Reader => 0,
        Role::Curator => 1,
        Role::Admin => 2,
    }
}

/// Checks tokens. Cheap to clone; clones share what they know.
#[derive(Clone)]
pub struct Authentication(Arc<Inner>);

struct Inner {
    find: FindToken,
    /// The time, RFC 3339 in UTC with seconds.
    now: Arc<dyn Fn() -> String + Send + Sync>,
    verified: Verified,
    backoff: Backoff,
    room: Semaphore,
}

impl Authentication {
    /// Checks tokens against those that `find` finds; `now` tells the time for expiries.
    pub fn new(find: FindToken, now: Arc<dyn Fn() -> String + Send + Sync>) -> Self {
        Self(Arc::new(Inner {
            find,
            now,
            verified: Verified::default(),
            backoff: Backoff::default(),
            room: Semaphore::new(HASHES_AT_ONCE),
        }))
    }

    /// For a service without tokens: every token is a wrong one.
    pub fn of_nobody() -> Self {
        Self::new(Arc::new(|_| Box::pin(async { Ok(None) })), Arc::new(String::new))
    }

    /// The owner of this word; `None` where the token is wrong, expired or revoked.
    async fn check(&self, word: &str) -> Result<Option<Caller>> {
        let inner = &*self.0;
        let Some(parts) = TokenWord::read(word) else { return Ok(None) };
        // Public parts are no secret: that an unknown one is refused faster tells nothing.
        let Some(token) = (inner.find)(parts.prefix).await? else { return Ok(None) };
        if !token.is_valid_at(&(inner.now)()) {
            return Ok(None);
        }
        if !inner.verified.knows(word, &token.hash) {
            if !self.verify(parts.secret, token.hash.clone()).await? {
                return Ok(None);
            }
            inner.verified.remember(word, &token.hash);
        }
        Ok(Some(Caller { name: token.name.into(), role: token.role }))
    }

    /// Whether the secret has this hash. The package compares in constant time.
    async fn verify(&self, secret: String, hash: String) -> Result<bool> {
        let turn = tokio::time::timeout(PATIENCE, self.0.room.acquire()).await;
        let Ok(Ok(_turn)) = turn else {
            return Err(Error::unavailable(
                "Too many tokens are being checked. Try again in a moment.",
            ));
        };
        let verify =
            move || Argon2::default().verify_password(secret.as_bytes(), hash.as_str()).is_ok();
        tokio::task::spawn_blocking(verify).await.map_err(Error::internal)
    }
}

/// Puts the caller into the request, or refuses a wrong token.
pub(super) async fn authenticate(
    State(authentication): State<Authentication>,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(word) = bearer(&request) else { return next.run(request).await };
    // Put there where clients are counted, before this.
    let client = request.extensions().get::<ClientAddress>();
    let origin = Origin::of(client.map(|client| client.0));
    let backoff = &authentication.0.backoff;
    // Who is known is not held up by others who guess from behind the same address.
    if !authentication.0.verified.has(&word)
        && let Some(wait) = backoff.wait(origin, Instant::now())
    {
        return too_many_failures(wait);
    }
    match authentication.check(&word).await {
        Ok(Some(caller)) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Ok(None) => {
            backoff.failed(origin, Instant::now());
            tracing::warn!("a wrong, expired or revoked token was refused");
            wrong_token()
        }
        Err(error) => Failure::from(error).into_response(),
    }
}

/// The word after `Bearer`. Other schemes are those of proxies before us: no token.
fn bearer(request: &Request) -> Option<String> {
    let value = request.headers().get(header::AUTHORIZATION)?;
    // Bytes that are no ASCII are no token of ours, but somebody meant them as one.
    let text = value.to_str().unwrap_or("Bearer ?");
    let (scheme, word) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
    scheme.eq_ignore_ascii_case("bearer").then(|| word.trim().to_owned())
}

fn wrong_token() -> Response {
    let error = Error::new(
        Code::Unauthenticated,
        "This token is unknown, expired or revoked. Reading needs none: leave the header “Authorization” away. To write, ask whoever runs the service for a new one.",
    );
    let mut response = Failure::from(error).into_response();
    let scheme = HeaderValue::from_static("Bearer realm=\"strategraph\", error=\"invalid_token\"");
    response.headers_mut().insert(header::WWW_AUTHENTICATE, scheme);
    response
}

fn too_many_failures(wait: Duration) -> Response {
    let seconds = wait.as_secs() + 1;
    let mut response = Failure::too_many(format!(
        "Too many wrong tokens came from your address. Try again in {seconds} seconds; reading without a token goes on."
    ))
    .into_response();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_do_what_lower_ones_may() {
        let caller = |role| Caller { name: "Ada".into(), role };
        assert!(Caller::allow(Some(&caller(Role::Admin)), Role::Curator).is_ok());
        assert!(Caller::allow(Some(&caller(Role::Curator)), Role::Curator).is_ok());
        let refused = Caller::allow(Some(&caller(Role::Reader)), Role::Curator).unwrap_err();
        assert_eq!(refused.code(), Code::Forbidden);
        let nobody = Caller::allow(None, Role::Reader).unwrap_err();
        assert_eq!(nobody.code(), Code::Unauthenticated);
        assert!(nobody.public().contains("token create"), "{nobody}");
    }

    #[test]
    fn only_bearer_tokens_are_ours() {
        let request = |value: &str| {
            Request::builder()
                .header("authorization", value)
                .body(axum::body::Body::empty())
                .unwrap()
        };
        assert_eq!(bearer(&request("Bearer  abc ")), Some("abc".to_owned()));
        assert_eq!(bearer(&request("bearer abc")), Some("abc".to_owned()));
        assert_eq!(bearer(&request("Bearer")), Some(String::new()));
        assert_eq!(bearer(&request("Basic abc")), None);
    }
}
