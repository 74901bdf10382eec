//! Time as a parameter: whoever needs the time is given a [`Clock`], so that tests have a fixed one.

use std::sync::Arc;

/// Tells the time in UTC, RFC 3339 with seconds, such as `2026-11-23T09:00:00Z`.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> String + Send + Sync>);

impl Clock {
    /// The clock of the machine.
    pub fn system() -> Self {
        Self(Arc::new(|| chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Secs, true)))
    }

    /// A clock that stands still.
    pub fn fixed(at: impl Into<String>) -> Self {
        let at = at.into();
        Self(Arc::new(move || at.clone()))
    }

    /// A clock that tells what this says, in the same form.
    pub fn told_by(now: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// Now.
    pub fn now(&self) -> String {
        (self.0)()
    }

    /// The day in UTC, `YYYY-MM-DD`.
    pub fn today(&self) -> String {
        self.now().chars().take(10).collect()
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Clock")
    }
}
