//! Traces of requests to an OpenTelemetry collector, where one is configured.

use std::sync::OnceLock;

use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::{Resource, trace::SdkTracerProvider};
use tracing::Subscriber;
use tracing_subscriber::{Layer, registry::LookupSpan};

use crate::error::{Error, Result};

/// What sends the traces; kept so that the last ones can be sent at the end.
static PROVIDER: OnceLock<SdkTracerProvider> = OnceLock::new();

/// Sends spans to this address (OTLP over HTTP), from a thread of its own.
///
/// # Errors
/// `UNAVAILABLE` if the address cannot be used.
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
pub(super) fn finish() {
    if let Some(Err(error)) = PROVIDER.get().map(SdkTracerProvider::shutdown) {
        tracing::debug!(%error, "the last traces were not sent");
    }
}
