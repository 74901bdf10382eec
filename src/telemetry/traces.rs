//! Traces of requests to an OpenTelemetry collector, in programs that were built with the feature
//! `otel`. Without it the setting is refused, so that nobody waits for traces that never come.

#[cfg(feature = "otel")]
use {
    opentelemetry::trace::TracerProvider as _,
    opentelemetry_otlp::{SpanExporter, WithExportConfig as _},
    opentelemetry_sdk::{Resource, trace::SdkTracerProvider},
    std::sync::OnceLock,
    tracing::Subscriber,
    tracing_subscriber::{Layer, registry::LookupSpan},
};

use crate::error::{Error, Result};

/// What sends the traces; kept so that the last ones can be sent at the end.
#[cfg(feature = "otel")]
static PROVIDER: OnceLock<SdkTracerProvider> = OnceLock::new();

/// Sends spans to this address (OTLP over HTTP), from a thread of its own.
///
/// # Errors
/// `UNAVAILABLE` if the address cannot be used.
#[cfg(feature = "otel")]
pub(super) fn layer<S>(endpoint: &str) -> Result<impl Layer<S> + Send + Sync + use<S>>
where
    S: Subscriber + for<'span> LookupSpan<'span> + Send + Sync,
{
    // The sender's client has no cryptography of its own. It may be installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let exporter =
        SpanExporter::builder().with_http().with_endpoint(endpoint).build().map_err(|error| {
            Error::unavailable("Traces cannot be sent to the address of otlp_endpoint.")
                .because(error)
        })?;
    let provider = SdkTracerProvider::builder()
        .with_batch_exporter(exporter)
        .with_resource(Resource::builder().with_service_name("strategraph").build())
        .build();
    let tracer = provider.tracer("strategraph");
    // The log is started once; a second provider would only send nothing.
    let _ = PROVIDER.set(provider);
    Ok(tracing_opentelemetry::layer().with_tracer(tracer))
}

/// Sends what was not sent yet.
#[cfg(feature = "otel")]
pub(super) fn finish() {
    if let Some(Err(error)) = PROVIDER.get().map(SdkTracerProvider::shutdown) {
        tracing::debug!(%error, "the last traces were not sent");
    }
}

/// No traces.
///
/// # Errors
/// `BAD_USER_INPUT`: this program cannot send any.
#[cfg(not(feature = "otel"))]
pub(super) fn layer(_endpoint: &str) -> Result<tracing_subscriber::layer::Identity> {
    Err(Error::bad_user_input(
        "otlp_endpoint is set, but this program was built without the feature “otel”. Build it with `cargo build --release --features otel`, or leave the setting out.",
    ))
}

/// Nothing was kept back.
#[cfg(not(feature = "otel"))]
pub(super) fn finish() {}
