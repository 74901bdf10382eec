//! A browser window with a size, a colour scheme, and with or without scripts.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use serde_json::{Value, json};
use thirtyfour::{
    ChromiumLikeCapabilities as _, DesiredCapabilities, Key, LoggingPrefsLogLevel, WebDriver,
};

use crate::{process::Kept, served::served};

/// How readers see a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    /// Width in CSS pixels.
    pub(crate) width: u32,
    /// `prefers-color-scheme`: light or dark.
    pub(crate) scheme: &'static str,
    /// `forced-colors`: none or active.
    pub(crate) forced_colours: &'static str,
}

/// A window of 1280 pixels in light colours.
pub(crate) const WIDE: Look = Look { width: 1280, scheme: "light", forced_colours: "none" };

/// One browser of its own, closed by [`Browser::close`] or with its driver.
pub(crate) struct Browser {
    pub(crate) driver: WebDriver,
    scripts: bool,
}

impl Browser {
    /// Opens a browser; `scripts` tells whether pages may run theirs.
    pub(crate) async fn open(scripts: bool) -> Self {
        let mut wanted = DesiredCapabilities::chrome();
        let chromium = find_program(&["/usr/bin/chromium", "/usr/bin/google-chrome"], "chromium");
        wanted.set_binary(chromium.to_str().unwrap()).unwrap();
        for argument in FLAGS {
            wanted.add_arg(argument).unwrap();
        }
        wanted.set_logging_prefs("browser", LoggingPrefsLogLevel::All).unwrap();
        let driver = WebDriver::new(chromedriver(), wanted).await.unwrap();
        Self { driver, scripts }
    }

    /// Sets width, colour scheme and forced colours for the pages to come.
    pub(crate) async fn wear(&self, look: Look) {
        let size =
            json!({ "width": look.width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": look.scheme },
            { "name": "forced-colors", "value": look.forced_colours },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ] });
        self.devtools("Emulation.setEmulatedMedia", features).await;
    }

    /// Goes to an address of the service. A page that may run no scripts is loaded without them;
    /// then they are let in again, because the audit is one.
    pub(crate) async fn visit(&self, address: &str) {
        self.allow_scripts(self.scripts).await;
        self.driver.goto(format!("{}{address}", served().origin)).await.unwrap();
        self.allow_scripts(true).await;
    }

    async fn allow_scripts(&self, allowed: bool) {
        if !self.scripts {
            let disabled = json!({ "value": !allowed });
            self.devtools("Emulation.setScriptExecutionDisabled", disabled).await;
        }
    }

    /// A command of the developer tools protocol.
    pub(crate) async fn devtools(&self, method: &str, parameters: Value) -> Value {
        self.driver.cdp().send_raw(method, parameters).await.unwrap()
    }

    /// The value of an expression in the page.
    pub(crate) async fn value(&self, expression: &str) -> Value {
        let asked =
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = self.devtools("Runtime.evaluate", asked).await;
        assert!(answer.get("exceptionDetails").is_none(), "{expression:.80}: {answer}");
        answer["result"]["value"].clone()
    }

    /// Presses a key, as a person would.
    pub(crate) async fn press(&self, key: Key) {
        self.driver.action_chain().send_keys(key + "").perform().await.unwrap();
    }

    /// What the console says that is worse than information, since the last call.
    pub(crate) async fn complaints(&self) -> Vec<String> {
        let entries = self.driver.browser_log().await.unwrap();
        let serious =
            entries.into_iter().filter(|it| it.level == "SEVERE" || it.level == "WARNING");
        serious.map(|it| it.message).collect()
    }

    /// Closes the browser.
    pub(crate) async fn close(self) {
        self.driver.quit().await.unwrap();
    }
}

const FLAGS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// The address of the driver, one for all tests; started at first use.
fn chromedriver() -> &'static str {
    static DRIVER: OnceLock<(String, Kept)> = OnceLock::new();
    let (address, _) = DRIVER.get_or_init(|| {
        // The HTTP client of the driver's library comes without one; another test may have been first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let program = find_program(&["/usr/bin/chromedriver"], "chromium-driver");
        let kept = Kept::start(&program, &["--port=0"], "successfully on port");
        let port: String = kept
            .greeting
            .split("successfully on port ")
            .nth(1)
            .unwrap()
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        (format!("http://127.0.0.1:{port}"), kept)
    });
    address
}

fn find_program(places: &[&str], package: &str) -> PathBuf {
    let found = places.iter().map(PathBuf::from).find(|place| place.exists());
    found.unwrap_or_else(|| {
        panic!("these tests need Debian's package `{package}`: run ./test, which installs it")
    })
}

/// A file that `./test` fetches.
pub(crate) fn tool(name: &str) -> PathBuf {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/test-tools").join(name);
    assert!(place.exists(), "{} is missing: run ./test, which fetches it", place.display());
    place
}

/// The text of axe-core.
pub(crate) fn axe() -> &'static str {
    static AXE: OnceLock<String> = OnceLock::new();
    AXE.get_or_init(|| fs::read_to_string(tool("axe.min.js")).unwrap())
}
