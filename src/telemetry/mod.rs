//! The log: lines for people on a terminal, one JSON object a line elsewhere, always on standard
//! error (standard output belongs to answers). Every line that a request causes carries its
//! request id, because `http` opens a span around the request and both forms print the spans.
//!
//! Also the start of traces (`traces`). Not here: what is logged about a request (`http::access`,
//! `http::failure`), and what is measured (`http::metrics`).

mod traces;

use std::{
    io::{self, IsTerminal as _},
    panic,
};

use tracing::{
    Subscriber, dispatcher,
    subscriber::{NoSubscriber, set_global_default},
};
use tracing_subscriber::{
    EnvFilter, Layer as _, Registry, fmt, fmt::MakeWriter, layer::SubscriberExt as _,
    registry::LookupSpan,
};

use crate::config::{Config, LogFormat};
use crate::error::{Error, Result};

/// Starts the log of the process, as the settings want it. To be called once, from `cli`.
pub fn start(config: &Config) -> Result<()> {
    let terminal = io::stderr().is_terminal();
    let form = Form::choose(config.log_format, terminal, no_colour_wanted());
    let endpoint = config.otlp_endpoint.as_ref();
    let traces = endpoint.map(|url| traces::layer(url.as_str())).transpose()?;
    set_global_default(subscriber(form, &config.log_level, io::stderr)?.with(traces))
        .map_err(|error| Error::unavailable("The log was started twice.").because(error))?;
    log_panics();
    Ok(())
}

/// Sends the traces that were not sent yet. To be called at the end of the process.
pub fn finish() {
    traces::finish();
}

/// Sends panics to the log, with the request id of the request that they happened in.
///
/// Where no log runs, panics go where they went before.
pub fn log_panics() {
    let former = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if dispatcher::get_default(tracing::Dispatch::is::<NoSubscriber>) {
            return former(info);
        }
        let text = info.payload_as_str().unwrap_or("a panic without text");
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(panic = text, place, "the program made a mistake");
    }));
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Lines for people, without colours.
    Plain,
    /// Lines for people, with colours.
    Coloured,
    /// One JSON object a line.
    Json,
}

impl Form {
    /// The form for this setting, on a terminal or not, with colours refused (`NO_COLOR`) or not.
    pub fn choose(format: LogFormat, terminal: bool, no_colour: bool) -> Self {
        match format {
            LogFormat::Json => Self::Json,
            LogFormat::Auto if !terminal => Self::Json,
            LogFormat::Auto | LogFormat::Text if terminal && !no_colour => Self::Coloured,
            LogFormat::Auto | LogFormat::Text => Self::Plain,
        }
    }
}

/// Whether the environment asks for no colours (<https://no-color.org>).
pub fn no_colour_wanted() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// A subscriber that writes lines of this form, of these levels, to this writer.
pub fn subscriber<W>(
    form: Form,
    levels: &str,
    writer: W,
) -> Result<impl Subscriber + for<'span> LookupSpan<'span> + Send + Sync + use<W>>
where
    W: for<'writer> MakeWriter<'writer> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_new(levels).map_err(|error| {
        Error::bad_user_input(format!(
            "log_level: “{levels}” cannot be read: write error, warn, info, debug or trace, or a list such as info,strategraph::http=debug"
        ))
        .because(error)
    })?;
    let lines = fmt::layer::<Registry>().with_writer(writer);
    // The list of spans, not only the innermost: a library's own span inside a request would
    // hide the request id.
    let lines = match form {
        Form::Json => {
            lines.json().flatten_event(true).with_current_span(false).with_span_list(true).boxed()
        }
        Form::Plain => lines.with_ansi(false).boxed(),
        Form::Coloured => lines.with_ansi(true).boxed(),
    };
    Ok(tracing_subscriber::registry().with(lines).with(filter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_get_text_and_machines_get_json() {
        assert_eq!(Form::choose(LogFormat::Auto, true, false), Form::Coloured);
        assert_eq!(Form::choose(LogFormat::Auto, true, true), Form::Plain);
        assert_eq!(Form::choose(LogFormat::Auto, false, false), Form::Json);
        assert_eq!(Form::choose(LogFormat::Text, false, false), Form::Plain);
        assert_eq!(Form::choose(LogFormat::Json, true, false), Form::Json);
    }

    #[test]
    fn a_level_that_cannot_be_read_is_named() {
        let error = subscriber(Form::Json, "loud=very", io::sink).err().unwrap();
        assert!(error.public().contains("loud=very"), "{error}");
    }
}
