//! The shell around both web faces, over `oneshot` without a socket. Its log is looked at in
//! `log`, connections and the end of the process in `ending`.

mod ending;
mod live;
mod log;
mod tokens;

use std::{sync::Arc, time::Duration};

use axum::{
    Json, Router,
    body::{Body, to_bytes},
    http::{HeaderValue, Method, Request, Response, StatusCode, header},
    routing::{get, post},
};
use strategraph::{
    error::{Code, Error},
    http::{self, Authentication, Failure, Limits, Readiness, RequestIds, Shell},
};
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

const NEVER: Duration = Duration::from_mins(1);

fn shell() -> Shell {
    Shell {
        authentication: Authentication::of_nobody(),
        limits: Limits { concurrent_requests: 2, request_timeout: NEVER, body_bytes: 64 },
        request_ids: RequestIds::fixed("made"),
        failure_page: Arc::new(|failure: &Failure| {
            format!("<h1>{}</h1><p>{}</p>", failure.status.as_u16(), failure.request_id)
        }),
        readiness: Arc::new(|| Readiness {
            view_revision: Some(5),
            record_revision: Some(7),
            trouble: None,
        }),
    }
}

fn app(routes: Router) -> Router {
    shell().around(routes)
}

fn ask(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).unwrap()
}

fn ask_with(path: &str, name: header::HeaderName, value: &str) -> Request<Body> {
    Request::get(path).header(name, value).body(Body::empty()).unwrap()
}

async fn text(response: Response<Body>) -> String {
    String::from_utf8(to_bytes(response.into_body(), 1 << 20).await.unwrap().into()).unwrap()
}

async fn json(response: Response<Body>) -> serde_json::Value {
    serde_json::from_str(&text(response).await).unwrap()
}

fn header_of(response: &Response<Body>, name: &str) -> String {
    response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

#[tokio::test]
async fn every_answer_carries_a_request_id_and_a_sane_one_from_outside_is_kept() {
    let app = app(Router::new().route("/", get(async || "hello")));
    let answer = app.clone().oneshot(ask("/")).await.unwrap();
    assert_eq!(header_of(&answer, "x-request-id"), "made");
    let name = header::HeaderName::from_static("x-request-id");
    let answer = app.clone().oneshot(ask_with("/", name.clone(), "proxy-7")).await.unwrap();
    assert_eq!(header_of(&answer, "x-request-id"), "proxy-7");
    let answer = app.oneshot(ask_with("/", name, "<script>")).await.unwrap();
    assert_eq!(header_of(&answer, "x-request-id"), "made");
}

#[tokio::test]
async fn every_answer_has_the_security_headers_and_names_no_software() {
    let app = app(Router::new().route("/", get(async || "hello")));
    for path in ["/", "/nowhere", "/health"] {
        let answer = app.clone().oneshot(ask(path)).await.unwrap();
        assert_eq!(header_of(&answer, "content-security-policy"), http::CONTENT_SECURITY_POLICY);
        assert_eq!(header_of(&answer, "x-content-type-options"), "nosniff");
        assert_eq!(header_of(&answer, "cross-origin-opener-policy"), "same-origin");
        assert_eq!(header_of(&answer, "cross-origin-resource-policy"), "same-origin");
        for name in ["referrer-policy", "permissions-policy"] {
            assert_ne!(header_of(&answer, name), "", "{path} {name}");
        }
        for name in ["x-powered-by", "server"] {
            assert_eq!(header_of(&answer, name), "", "{path} {name}");
        }
    }
}

#[tokio::test]
async fn a_route_keeps_its_own_content_security_policy() {
    let own = [(header::CONTENT_SECURITY_POLICY, "default-src 'self'")];
    let app = app(Router::new().route("/", get(async move || (own, "page"))));
    let answer = app.oneshot(ask("/")).await.unwrap();
    let policies: Vec<_> =
        answer.headers().get_all(header::CONTENT_SECURITY_POLICY).iter().collect();
    assert_eq!(policies, ["default-src 'self'"]);
}

#[tokio::test]
async fn a_panic_becomes_a_clean_failure_with_the_request_id() {
    async fn broken() -> &'static str {
        panic!("secret detail")
    }
    let answer = app(Router::new().route("/", get(broken))).oneshot(ask("/")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let body = text(answer).await;
    assert!(!body.contains("secret"), "{body}");
    let body: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(body["errors"][0]["extensions"]["code"], "INTERNAL");
    assert_eq!(body["errors"][0]["extensions"]["requestId"], "made");
}

#[tokio::test]
async fn a_failure_is_a_page_for_browsers_and_json_for_programs() {
    let app = app(Router::new());
    let browser = "text/html,application/xhtml+xml,*/*;q=0.8";
    let answer = app.clone().oneshot(ask_with("/x", header::ACCEPT, browser)).await.unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert!(header_of(&answer, "content-type").starts_with("text/html"));
    assert_eq!(text(answer).await, "<h1>404</h1><p>made</p>");
    let answer = app.oneshot(ask_with("/x", header::ACCEPT, "*/*")).await.unwrap();
    assert_eq!(header_of(&answer, "content-type"), "application/json");
    assert_eq!(json(answer).await["errors"][0]["extensions"]["code"], "NOT_FOUND");
}

#[tokio::test]
async fn every_error_code_has_its_status_and_hides_its_cause() {
    let codes = [
        (Code::NotFound, 404),
        (Code::BadUserInput, 400),
        (Code::Conflict, 409),
        (Code::StaleView, 503),
        (Code::Unavailable, 503),
        (Code::TooCostly, 422),
        (Code::Unauthenticated, 401),
        (Code::Forbidden, 403),
        (Code::Internal, 500),
    ];
    for (code, status) in codes {
        let fail = async move || -> Result<(), Failure> {
            Err(Error::new(code, "public words").because("hidden cause").into())
        };
        let answer = app(Router::new().route("/", get(fail))).oneshot(ask("/")).await.unwrap();
        assert_eq!(answer.status().as_u16(), status);
        assert_eq!(header_of(&answer, "retry-after"), if status == 503 { "1" } else { "" });
        let body = json(answer).await;
        assert_eq!(body["errors"][0]["message"], "public words");
        assert_eq!(body["errors"][0]["extensions"]["code"], code.as_str());
    }
}

#[tokio::test]
async fn a_method_that_a_page_does_not_take_is_refused_and_the_right_ones_are_named() {
    let app = app(Router::new().route("/", get(async || "hello")));
    let request = Request::delete("/").body(Body::empty()).unwrap();
    let answer = app.oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(header_of(&answer, "allow"), "GET,HEAD");
    assert!(json(answer).await["errors"][0]["message"].is_string());
}

#[tokio::test]
async fn head_gets_the_headers_of_get_without_the_body() {
    let app = app(Router::new().route("/", get(async || "hello")));
    let request = Request::head("/").body(Body::empty()).unwrap();
    let answer = app.oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(header_of(&answer, "content-length"), "5");
    assert_eq!(text(answer).await, "");
}

#[tokio::test]
async fn a_large_body_is_refused_whether_or_not_it_says_its_size() {
    let echo = post(async |Json(value): Json<String>| value);
    let app = app(Router::new().route("/", echo));
    let post = |size: usize, declared: bool| {
        let body = format!("\"{}\"", "a".repeat(size));
        let request = Request::post("/").header(header::CONTENT_TYPE, "application/json");
        let request =
            if declared { request.header(header::CONTENT_LENGTH, body.len()) } else { request };
        app.clone().oneshot(request.body(Body::from(body)).unwrap())
    };
    assert_eq!(post(10, true).await.unwrap().status(), StatusCode::OK);
    for declared in [true, false] {
        let answer = post(100, declared).await.unwrap();
        assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(json(answer).await["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
    }
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_given_up() {
    let limits = Limits { request_timeout: Duration::from_millis(20), ..shell().limits };
    let routes = Router::new().route("/", get(std::future::pending::<()>));
    let app = Shell { limits, ..shell() }.around(routes);
    let answer = app.oneshot(ask("/")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    let body = json(answer).await;
    let message = body["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("0.02 seconds"), "{message}");
}

#[tokio::test]
async fn a_request_over_the_bound_is_shed_at_once_while_probes_are_answered() {
    let (started, gate) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    let slow = {
        let (started, gate) = (started.clone(), gate.clone());
        get(async move || {
            started.add_permits(1);
            gate.acquire().await.unwrap().forget();
            "done"
        })
    };
    let quick = get(async || "quick");
    let app = app(Router::new().route("/slow", slow).route("/quick", quick));
    let running: Vec<_> = (0..2).map(|_| tokio::spawn(app.clone().oneshot(ask("/slow")))).collect();
    started.acquire_many(2).await.unwrap().forget();
    // The room is shared by all routes: the other one is full too.
    let answer = app.clone().oneshot(ask("/quick")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(header_of(&answer, "retry-after"), "1");
    let answer = app.clone().oneshot(ask("/health")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    gate.add_permits(2);
    for request in running {
        assert_eq!(request.await.unwrap().unwrap().status(), StatusCode::OK);
    }
    let answer = app.oneshot(ask("/quick")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
}

#[tokio::test]
async fn readiness_tells_revision_and_lag_and_refuses_before_the_first_view() {
    let answer = app(Router::new()).oneshot(ask("/ready")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(header_of(&answer, "cache-control"), "no-store");
    let body = json(answer).await;
    assert_eq!(
        (&body["ready"], &body["revision"], &body["lag"]),
        (&true.into(), &5.into(), &2.into())
    );
    let readiness = || Readiness { trouble: Some("no index".to_owned()), ..Readiness::default() };
    let early = Shell { readiness: Arc::new(readiness), ..shell() };
    let answer = early.around(Router::new()).oneshot(ask("/ready")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    let body = json(answer).await;
    assert_eq!((&body["ready"], &body["trouble"]), (&false.into(), &"no index".into()));
}

#[tokio::test]
async fn other_origins_may_read_the_graphql_path_without_credentials_and_nothing_else() {
    let graphql = Router::new()
        .route("/graphql", post(async || "{}").get(async || "{}"))
        .layer(http::cors_for_reads());
    let app = app(graphql.route("/", get(async || "page")));
    let preflight = Request::builder()
        .method(Method::OPTIONS)
        .uri("/graphql")
        .header(header::ORIGIN, "https://notebook.example")
        .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
        .header(header::ACCESS_CONTROL_REQUEST_HEADERS, "content-type,authorization")
        .body(Body::empty())
        .unwrap();
    let answer = app.clone().oneshot(preflight).await.unwrap();
    assert_eq!(header_of(&answer, "access-control-allow-origin"), "*");
    assert!(!header_of(&answer, "access-control-allow-headers").contains("authorization"));
    assert_eq!(header_of(&answer, "access-control-allow-credentials"), "");
    let origin = |path| ask_with(path, header::ORIGIN, "https://notebook.example");
    let answer = app.clone().oneshot(origin("/graphql")).await.unwrap();
    assert_eq!(header_of(&answer, "access-control-allow-origin"), "*");
    let answer = app.oneshot(origin("/")).await.unwrap();
    assert_eq!(header_of(&answer, "access-control-allow-origin"), "");
}

#[tokio::test]
async fn a_reader_who_has_the_revision_is_told_so_without_a_body() {
    let page = get(async |headers: axum::http::HeaderMap| {
        let tag: HeaderValue = http::etag(5, "build");
        http::not_modified(&headers, &tag).unwrap_or_else(|| {
            axum::response::IntoResponse::into_response(([(header::ETAG, tag)], "page"))
        })
    });
    let app = app(Router::new().route("/", page));
    let answer = app.clone().oneshot(ask("/")).await.unwrap();
    let tag = header_of(&answer, "etag");
    assert_eq!(text(answer).await, "page");
    let answer = app.oneshot(ask_with("/", header::IF_NONE_MATCH, &tag)).await.unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(header_of(&answer, "etag"), tag);
    assert_eq!(text(answer).await, "");
}

#[tokio::test]
async fn a_long_text_is_compressed_for_those_who_can_read_it() {
    let app = app(Router::new().route("/", get(async || "strategy ".repeat(500))));
    for encoding in ["gzip", "br"] {
        let request = ask_with("/", header::ACCEPT_ENCODING, encoding);
        let answer = app.clone().oneshot(request).await.unwrap();
        assert_eq!(header_of(&answer, "content-encoding"), encoding);
        assert!(header_of(&answer, "vary").contains("accept-encoding"));
        let size = to_bytes(answer.into_body(), 1 << 20).await.unwrap().len();
        assert!(size < 500, "{encoding}: {size} bytes");
    }
}

#[tokio::test]
async fn work_on_a_worker_thread_gives_its_answer_and_its_panic_is_an_error() {
    assert_eq!(http::on_worker_thread(|| 6 * 7).await.unwrap(), 42);
    let error = http::on_worker_thread(|| panic!("secret detail")).await.map(|()| 0).unwrap_err();
    assert_eq!(error.code(), Code::Internal);
    assert!(!error.public().contains("secret"), "{error}");
}
