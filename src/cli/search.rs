//! `strategraph search`: full-text search from the command line.

use std::{
    fmt::Write as _,
    io::{IsTerminal as _, Write},
};

use clap::Args;
use serde::Serialize;

use super::output::{OutputFormat, print_json, print_text};
use crate::{
    app,
    clock::Clock,
    config::Config,
    error::Result,
    model::{NodeKind, Slug, Word as _},
    query::{Expansion, Highlight, Hit, SearchAnswer, SearchFilter, SearchQuestion, search},
};

const EXAMPLES: &str = "\
Examples:
  strategraph search first 1001 days
  strategraph search '\"end of life\" -cancer' --kind priority
  strategraph search carers --partnership south-yorkshire --format json

Words must all be found; \"…\" is a phrase, \"…\"~5 has at most five other words in it, -word
excludes, OR allows either, word* begins so, word~ is spelt nearly so. Other names for the same
thing are searched as well, unless --exact. Put a query that holds quotation marks, * or -word in
single quotes, all of it.";

/// Arguments of `search`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct SearchArguments {
    /// What to search for
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    /// Only things of this kind (may be given more than once)
    #[arg(long, value_name = "KIND")]
    pub kind: Vec<NodeKind>,
    /// Only what belongs to this partnership (may be given more than once)
    #[arg(long, value_name = "SLUG")]
    pub partnership: Vec<Slug>,
    /// Only what is about this theme (may be given more than once)
    #[arg(long, value_name = "SLUG")]
    pub theme: Vec<Slug>,
    /// Only the words as written, no other names for the same thing
    #[arg(long)]
    pub exact: bool,
    /// Number of hits, 1 to 1000
    #[arg(long, value_name = "N", default_value = "10", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub first: u16,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

impl SearchArguments {
    /// The query as one text.
    pub fn query(&self) -> String {
        self.query.join(" ")
    }
}

/// One hit in JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    kind: &'static str,
    slug: Slug,
    title: String,
    partnership: Option<Slug>,
    score: f64,
    highlights: Vec<Fragment>,
}

#[derive(Serialize)]
struct Fragment {
    field: &'static str,
    text: String,
    ranges: Vec<(usize, usize)>,
}

/// The answer in JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    revision: i64,
    interpreted_as: String,
    total_count: usize,
    expansions: Vec<Added>,
    did_you_mean: Option<String>,
    relaxed: Option<Wider>,
    hits: Vec<Line>,
}

/// Other names that were searched for a word.
#[derive(Serialize)]
struct Added {
    from: String,
    to: Vec<String>,
}

/// A question that asks for less and finds something.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Wider {
    query: String,
    total_count: u64,
}

/// Searches and prints the hits.
///
/// # Errors
/// `BAD_USER_INPUT` for a slug that does not exist, `UNAVAILABLE` where the record cannot be read.
pub fn run(arguments: &SearchArguments, config: &Config, out: &mut dyn Write) -> Result<()> {
    let view = app::run(app::open_view(config, &Clock::system()))?;
    let answer = search(&view, &question(arguments))?;
    match arguments.format {
        OutputFormat::Json => print_json(out, &as_json(answer)),
        OutputFormat::Text => print_text(out, &as_text(&answer, Marks::for_terminal())),
    }
}

fn question(arguments: &SearchArguments) -> SearchQuestion {
    let slugs = |slugs: &[Slug]| {
        (!slugs.is_empty()).then(|| slugs.iter().map(ToString::to_string).collect())
    };
    SearchQuestion {
        text: arguments.query(),
        filter: SearchFilter {
            kinds: (!arguments.kind.is_empty()).then(|| arguments.kind.clone()),
            partnerships: slugs(&arguments.partnership),
            themes: slugs(&arguments.theme),
            ..SearchFilter::default()
        },
        exact: arguments.exact,
        first: Some(i32::from(arguments.first)),
        ..SearchQuestion::default()
    }
}

fn as_json(answer: SearchAnswer) -> Answer {
    let line = |hit: Hit| Line {
        kind: hit.node.kind().word(),
        slug: hit.node.key().slug,
        title: hit.title,
        partnership: hit.partnership.map(|partnership| partnership.slug.clone()),
        score: hit.score,
        highlights: hit
            .highlights
            .into_iter()
            .map(|Highlight { field, text, ranges }| Fragment { field, text, ranges })
            .collect(),
    };
    Answer {
        revision: answer.revision,
        interpreted_as: answer.interpreted_as,
        total_count: answer.hits.total_count,
        expansions: answer
            .expansions
            .into_iter()
            .map(|Expansion { from, to, .. }| Added { from, to })
            .collect(),
        did_you_mean: answer.did_you_mean,
        relaxed: answer.relaxed.map(|wider| Wider { query: wider.query, total_count: wider.total }),
        hits: answer.hits.items.into_iter().map(|item| line(item.node)).collect(),
    }
}

/// What stands before and after words that matched.
#[derive(Clone, Copy)]
struct Marks(&'static str, &'static str);

impl Marks {
    fn for_terminal() -> Self {
        let colours = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        if colours { Self("\u{1b}[1m", "\u{1b}[0m") } else { Self("", "") }
    }
}

fn as_text(answer: &SearchAnswer, marks: Marks) -> String {
    let shown = answer.hits.items.len();
    let mut text = match answer.hits.total_count {
        0 => format!("Nothing found for: {}\n", answer.interpreted_as),
        total => format!("{shown} of {total} for: {}\n", answer.interpreted_as),
    };
    text.push_str(&told(answer));
    for (place, hit) in answer.hits.nodes().enumerate() {
        let owner = hit.partnership.as_ref().map(|owner| format!(" · {}", owner.name));
        let (kind, owner) = (hit.node.kind().label(), owner.unwrap_or_default());
        // Writing to a text cannot fail.
        let _ = write!(text, "\n{:>3}. {}\n     {kind}{owner}\n", place + 1, hit.title);
        for highlight in &hit.highlights {
            let _ = writeln!(text, "     {}: {}", highlight.field, marked(highlight, marks));
        }
    }
    text
}

/// What was searched besides the words, and what to ask where nothing was found.
fn told(answer: &SearchAnswer) -> String {
    let added = answer.expansions.iter().map(|added| {
        format!(
            "Searched as well for “{}”: {} (not with --exact)\n",
            added.from,
            added.to.join(", ")
        )
    });
    let spelt = answer.did_you_mean.iter().map(|text| format!("Did you mean: {text}\n"));
    let wider = answer
        .relaxed
        .iter()
        .map(|wider| format!("{} for: {}, which asks for less\n", wider.total, wider.query));
    added.chain(spelt).chain(wider).collect()
}

fn marked(highlight: &Highlight, Marks(before, after): Marks) -> String {
    let mut text = String::with_capacity(highlight.text.len() + 16);
    for (index, character) in highlight.text.chars().enumerate() {
        if highlight.ranges.iter().any(|(start, _)| *start == index) {
            text.push_str(before);
        }
        text.push(character);
        if highlight.ranges.iter().any(|(_, end)| *end == index + 1) {
            text.push_str(after);
        }
    }
    text
}
