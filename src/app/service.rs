//! The service: record, view and faces put together, and kept together while it runs.

use std::{
    num::NonZeroU64,
    path::PathBuf,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{Extension, Router};
use tokio::sync::{Semaphore, mpsc};

use super::{
    DataDir, Stop, build_id, following,
    history::StoredHistory,
    intake::Intake,
    pinning::{self, Pinning},
    reading::Reader,
    releases::ReleaseViews,
    seed,
    snapshot::bootstrap,
    uploads::Sources,
    warming,
};
use crate::{
    clock::Clock,
    config::Config,
    error::{Error, Result},
    explorer::{self, Explorer},
    fetch::Fetcher,
    graphql::{self, AtDesk, Bounds, Desk, Face},
    http::{
        Authentication, Limits, Readiness, RequestIds, Shell, StreamLimits, Streams,
        addresses::BaseUrl,
    },
    query::History,
    store::Store,
    view::{View, refresh::Views},
};

/// Everything that serving needs.
pub struct Service {
    views: Arc<Views>,
    releases: Arc<ReleaseViews>,
    streams: Streams,
    readiness: Arc<Mutex<Readiness>>,
    config: Config,
    clock: Clock,
    desk: Arc<dyn Desk>,
    /// Held as long as the service runs.
    _data_dir: DataDir,
}

impl Service {
    /// Opens the record, loads the seed if it is not in it yet, and makes the first view.
    ///
    /// # Errors
    /// `CONFLICT` or `UNAVAILABLE` where the data directory or database cannot be used,
    /// `BAD_USER_INPUT` where the seed has problems.
    pub async fn open(config: &Config, clock: &Clock) -> Result<Self> {
        Self::open_from(config, clock, None).await
    }

    /// The same, with a snapshot of the index (a file or an https address) to begin with where the
    /// data directory has none that fits.
    ///
    /// # Errors
    /// As [`Service::open`]; a snapshot that does not fit is logged and left.
    pub async fn open_from(config: &Config, clock: &Clock, snapshot: Option<&str>) -> Result<Self> {
        let data_dir = DataDir::open(&config.data_dir)?;
        let store = open_serving_store(config).await?;
        seed::load(&store, config, clock).await?;
        let releases = ReleaseViews::new(
            store.clone(),
            Some(config.data_dir.join("releases")),
            usize::try_from(config.max_release_views.get()).unwrap_or(usize::MAX),
        );
        if let Some(source) = snapshot {
            bootstrap(config, &store, source).await;
        }
        let expressions = seed::load_expressions(config)?;
        let directory = index_directory(config);
        let views = Views::open_with(store, Some(&directory), expressions).await?;
        let revision = Some(views.current().revision());
        let readiness =
            Readiness { view_revision: revision, record_revision: revision, trouble: None };
        let views = Arc::new(views);
        Ok(Self {
            desk: Arc::new(Intake::new(views.clone(), clock.clone(), Sources::of_this_program()?)),
            views,
            releases: Arc::new(releases),
            streams: Streams::new(StreamLimits::default()),
            readiness: Arc::new(Mutex::new(readiness)),
            config: config.clone(),
            clock: clock.clone(),
            _data_dir: data_dir,
        })
    }

    /// The same service, which reads and fetches documents with these. For tests, whose program is
    /// not the one that reads, and whose server is on their own machine.
    #[must_use]
    pub fn taking_documents_with(mut self, reader: Reader, fetcher: Fetcher) -> Self {
        let sources = Sources::new(reader, fetcher);
        self.desk = Arc::new(Intake::new(self.views.clone(), self.clock.clone(), sources));
        self
    }

    /// The newest view.
    pub fn view(&self) -> Arc<View> {
        self.views.current()
    }

    /// All routes, with everything around them. `base` is the address at which readers reach
    /// the service.
    pub fn routes(&self, base: &BaseUrl) -> Router {
        let views = self.views.clone();
        let take_view: Arc<dyn Fn() -> Arc<View> + Send + Sync> =
            Arc::new(move || pinning::pinned().unwrap_or_else(|| views.current()));
        let live = graphql::live_routes(take_view.clone(), base.clone(), self.streams.clone());
        let clock = self.clock.clone();
        let explorer = Explorer {
            view: take_view.clone(),
            base_url: base.clone(),
            today: Arc::new(move || clock.today()),
            build: build_id(),
        };
        let questions = Face {
            graphiql: Some(self.config.data_dir.join("graphiql")),
            bounds: bounds_of(&self.config),
            build: build_id(),
            ..Face::new(take_view, base.clone())
        };
        let faces = questions
            .routes()
            .merge(live)
            .layer(Extension(AtDesk(self.desk.clone())))
            .merge(explorer::routes(explorer));
        let pinning = Pinning {
            releases: self.releases.clone(),
            views: self.views.clone(),
            history: History(Arc::new(StoredHistory(self.views.clone()))),
        };
        let faces = pinning.around(faces);
        let readiness = self.readiness.clone();
        Shell {
            limits: Limits::of(&self.config),
            authentication: self.authentication(),
            request_ids: RequestIds::random(),
            failure_page: explorer::failure_page(),
            metrics_token: self.config.metrics_token.clone(),
            readiness: Arc::new(move || locked(&readiness).clone()),
        }
        .around(faces)
    }

    /// Checks tokens against those in the database.
    fn authentication(&self) -> Authentication {
        let (store, clock) = (self.views.store().clone(), self.clock.clone());
        let find = move |prefix: String| -> Pin<Box<dyn Future<Output = _> + Send>> {
            let store = store.clone();
            Box::pin(async move { store.find_token(&prefix).await })
        };
        Authentication::new(Arc::new(find), Arc::new(move || clock.now()))
    }

    /// The same signals to stop, of which the first also ends all streams: whoever subscribes
    /// is told why before the connection closes.
    pub fn heed(&self, mut stops: mpsc::Receiver<Stop>) -> mpsc::Receiver<Stop> {
        let (sender, heeded) = mpsc::channel(2);
        let streams = self.streams.clone();
        tokio::spawn(async move {
            while let Some(stop) = stops.recv().await {
                streams.stop();
                if sender.send(stop).await.is_err() {
                    return;
                }
            }
        });
        heeded
    }

    /// Waits until all streams have ended, but not long: they were told to.
    pub async fn streams_ended(&self) {
        const PATIENCE: Duration = Duration::from_secs(2);
        // Whoever has not read the reason by then does not read.
        let _ = tokio::time::timeout(PATIENCE, self.streams.ended()).await;
    }

    /// Follows the record until the task is dropped: each new revision becomes a view, and what its
    /// first reader would have to wait for is worked out. Trouble is logged once, not at every try.
    pub fn follow(&self) -> tokio::task::JoinHandle<()> {
        let follow = following::follow(self.views.clone(), self.readiness.clone());
        let warm = warming::warm(self.views.clone());
        tokio::spawn(async move {
            tokio::join!(follow, warm);
        })
    }
}

/// The bounds of questions that the settings name.
fn bounds_of(config: &Config) -> Bounds {
    let count = |value: NonZeroU64| usize::try_from(value.get()).unwrap_or(usize::MAX);
    // A question ends before its request does, so that its answer can say why.
    let time = Duration::from_secs(config.request_timeout_seconds.get()).mul_f64(0.9);
    Bounds {
        depth: count(config.max_question_depth),
        fields: count(config.max_question_fields),
        aliases: count(config.max_question_aliases),
        tokens: count(config.max_question_tokens),
        directives: count(config.max_question_directives),
        page: count(config.max_page_size),
        cost: count(config.max_question_cost),
        batch: count(config.max_batch),
        running: count(config.max_running_questions).min(Semaphore::MAX_PERMITS),
        time,
        slow: Duration::from_millis(config.slow_question_ms.get()),
        ..Bounds::default()
    }
}

pub(super) fn locked(readiness: &Mutex<Readiness>) -> std::sync::MutexGuard<'_, Readiness> {
    // The value is replaced whole, so a panic elsewhere cannot have left half of it.
    readiness.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Opens the database that the settings name: PostgreSQL, or SQLite in the data directory, which
/// must exist.
///
/// # Errors
/// `UNAVAILABLE` where it cannot be reached or used.
pub async fn open_store(config: &Config) -> Result<Store> {
    Store::open(&database_url(config)).await
}

/// Opens that database to load very many rows into it in one transaction, and for nothing else.
pub(super) async fn open_store_for_load(config: &Config) -> Result<Store> {
    Store::open_for_load(&database_url(config)).await
}

/// Opens it with what is read coming from the standby that the settings name, if they name one.
async fn open_serving_store(config: &Config) -> Result<Store> {
    let Some(read_url) = &config.read_url else { return open_store(config).await };
    if config.database_url.is_none() {
        return Err(Error::bad_user_input(
            "read_url names a standby to read from, but no database_url names the database to write to: set both, or neither.",
        ));
    }
    Store::open_reading(&database_url(config), Some(read_url.expose())).await
}

/// The address of the database that the settings name.
pub(super) fn database_url(config: &Config) -> String {
    match &config.database_url {
        Some(url) => url.expose().to_owned(),
        None => format!("sqlite://{}", database_file(config).display()),
    }
}

/// The embedded database.
pub fn database_file(config: &Config) -> PathBuf {
    config.data_dir.join("strategraph.sqlite")
}

/// Where the search index is kept.
pub fn index_directory(config: &Config) -> PathBuf {
    config.data_dir.join("index")
}

/// A view of the record as it is now, for a command that asks one question. It does not hold the
/// data directory, so it works beside a running service; its index is in memory.
///
/// # Errors
/// As [`Service::open`].
pub async fn open_view(config: &Config, clock: &Clock) -> Result<Arc<View>> {
    let store = open_record(config, clock).await?;
    let expressions = seed::load_expressions(config)?;
    Ok(Views::open_with(store, None, expressions).await?.current())
}

/// The record with the seed in it, also on a machine where nothing was done before.
///
/// A record that has a seed keeps it, unless the settings name one: beside a service that was
/// started with a seed of its own, a command without `--seed` must not put the built-in one in
/// its place.
///
/// # Errors
/// As [`Service::open`].
pub async fn open_record(config: &Config, clock: &Clock) -> Result<Store> {
    std::fs::create_dir_all(&config.data_dir).map_err(|error| {
        Error::unavailable(format!(
            "The data directory {} cannot be made ({error}). Choose another with --data-dir.",
            config.data_dir.display()
        ))
    })?;
    let store = open_store(config).await?;
    if config.seed.is_some() || store.find_seed_fingerprint().await?.is_none() {
        seed::load(&store, config, clock).await?;
    }
    Ok(store)
}
