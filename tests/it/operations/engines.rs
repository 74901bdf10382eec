//! The same commands, in an order that chance gives, on both engines: all answers of the golden set
//! are the same to the byte, and both follow as fast.

use std::{fmt::Write as _, sync::Arc};

use axum::{Router, body::Body, http::Request};
use strategraph::{
    app::Service,
    model::{Record, Table},
    store::Store,
    write::{Verdict, decide, load_seed, release},
};

use super::backup::ingest_plan;
use crate::{
    database,
    releases::{Answer, Place, clock, golden, naming, seed, send},
};

/// Sequences that are tried; `STRATEGRAPH_TEST_SEQUENCES` tries more.
const SEQUENCES: u64 = 1;
/// Commands of a sequence.
const COMMANDS: usize = 6;

/// A sequence of numbers that looks like chance and is the same each time (xorshift64).
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound).unwrap()).unwrap()
    }
}

/// One engine with a service on it.
struct Side {
    store: Store,
    routes: Router,
    _service: Service,
    _place: Place,
}

impl Side {
    async fn new(place: Place) -> Self {
        let (service, routes) = place.start().await;
        let store = place.store().await;
        release(&store, &clock(), naming("golden")).await.unwrap();
        drop((service, routes));
        ingest_plan(&place);
        let (service, routes) = place.start().await;
        Self { store, routes, _service: service, _place: place }
    }

    /// What the golden set answers, pinned and at the present.
    async fn answers(&self) -> Vec<Answer> {
        let revision = self.store.revision().await.unwrap();
        let mut answers = golden(&self.routes).await;
        for page in PRESENT {
            let request = Request::get(page).header("graph-revision", revision);
            let mut answer = send(&self.routes, request.body(Body::empty()).unwrap()).await;
            assert!(!answer.3.contains("\"errors\""), "{page}: {}", answer.3);
            if !answer.0.is_success() {
                // A failure carries the id of its request, which is another one each time.
                answer.3.clear();
            }
            // The rest of a tag holds the lineage of the record, and with it the second in which each
            // side ingested its document.
            answer.2.truncate(answer.2.find('-').unwrap_or_default());
            answers.push(answer);
        }
        answers
    }
}

/// What is asked of the present, as addresses.
const PRESENT: [&str; 8] = [
    "/",
    "/search?q=carers+health",
    "/partnerships/kent-and-medway",
    "/themes/best-start-in-life",
    "/compare?partnership=sussex&partnership=kent-and-medway",
    "/graphql?query=%7Bdataset%7Brevision%20partnerships%20priorities%20passages%7Dsearch(query:%22health%22,first:20)%7BtotalCount%20edges%7Bcursor%20node%7Btitle%20score%7D%7D%7D%7D",
    "/graphql?query=%7Bpartnerships%7Bnodes%7Bslug%20name%7D%7Dthemes%7Bnodes%7Bslug%20label%7D%7D%7D",
    "/graphql?query=%7Bproposals(first:20)%7Bnodes%7Bid%20status%20name%7D%7Dchanges(last:20)%7BtotalCount%20nodes%7Bname%20action%20revision%7Bnumber%20by%20summary%7D%7D%7D%7D",
];

/// Makes one change of the record; the same on each side.
async fn command(store: &Store, which: (usize, usize)) {
    let mut record = seed();
    let nth = |slugs: Vec<String>| slugs[which.1 % slugs.len()].clone();
    match which.0 {
        0 => {
            let slug = nth(keys(&record.themes));
            let theme = record.themes.get_mut(&*slug).unwrap();
            Arc::make_mut(theme).label.push_str(" — again, “É”");
        }
        1 => {
            let slug = nth(keys(&record.partnerships));
            let row = record.partnerships.get_mut(&*slug).unwrap();
            Arc::make_mut(row).name = format!("ß renamed {}", which.1);
        }
        2 => record.priority_themes.retain(|id, _| id.len() % 7 != which.1 % 7),
        3 => {
            let slug = nth(keys(&record.priorities));
            let row = record.priorities.get_mut(&*slug).unwrap();
            Arc::make_mut(row).name = "Carers’ health first".into();
        }
        4 => return decide_one(store, which.1).await,
        _ => {}
    }
    load(store, record).await;
}

fn keys<T>(table: &Table<T>) -> Vec<String> {
    table.keys().map(ToString::to_string).collect()
}

async fn load(store: &Store, record: Record) {
    load_seed(store, &clock(), record, "test").await.unwrap();
}

/// Accepts or rejects a proposal; what was decided already says so on both sides.
async fn decide_one(store: &Store, which: usize) {
    let proposals = keys(&store.load_record().await.unwrap().proposals);
    let verdict = if which.is_multiple_of(2) { Verdict::Accept } else { Verdict::Reject };
    let reason = Some("as they say".to_owned());
    let proposal = &proposals[which % proposals.len()];
    // Whether it can be decided is itself part of what must be the same.
    let _ = decide(store, &clock(), proposal, verdict, "test", reason).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_commands_give_the_same_bytes_on_both_engines() {
    let more = std::env::var("STRATEGRAPH_TEST_SEQUENCES").ok();
    let sequences = more.map_or(SEQUENCES, |text| text.parse().unwrap());
    for seed in 1..=sequences {
        database::on_sqlite(|first| {
            database::on_postgresql(move |second| {
                Box::pin(async move {
                    let sides =
                        [Side::new(Place::new(&first)).await, Side::new(Place::new(&second)).await];
                    let mut chance = Chance::new(seed);
                    let mut told = String::new();
                    for _ in 0..COMMANDS {
                        let which = (chance.below(6), chance.below(1000));
                        for side in &sides {
                            command(&side.store, which).await;
                        }
                        let _ = write!(told, "{which:?} ");
                        let [first, second] = [sides[0].answers().await, sides[1].answers().await];
                        for (number, (first, second)) in first.iter().zip(&second).enumerate() {
                            assert_eq!(
                                first, second,
                                "answer {number} after {told}, sequence {seed}"
                            );
                        }
                    }
                })
            })
        })
        .await;
    }
}
