//! `strategraph review`: what was extracted and waits for a decision, and the decisions.
//!
//! Not here: what a decision does to the record (`write`), the same over the API (`graphql`).

use std::{
    fmt::Write as _,
    io::{BufRead, IsTerminal as _, Write},
};

use clap::Args;
use serde::Serialize;

use super::output::{OutputFormat, print_json, print_text};
use crate::{
    app,
    clock::Clock,
    config::Config,
    error::{Code, Error, Result},
    model::{Proposal, ProposalStatus, Record, Slug, Word as _},
    store::Store,
    view::rows_under,
    write::{Decision, Verdict, check_known, decide},
};

const EXAMPLES: &str = "\
Examples:
  strategraph review --partnership kent-and-medway      decide one after the other
  strategraph review --format json > proposals.json     what waits, for a script
  strategraph review --accept ID --accept ID            decide without being asked
  strategraph review --reject ID --reason 'a menu, not a priority'

What is accepted becomes part of the record, marked as accepted; what is rejected does not come back,
whatever document says it. Each decision is one revision in the change log.";

/// Arguments of `review`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct ReviewArguments {
    /// Only proposals of this partnership
    #[arg(long, value_name = "SLUG")]
    pub partnership: Option<Slug>,
    /// Only proposals that this document shows
    #[arg(long, value_name = "SLUG")]
    pub document: Option<Slug>,
    /// Only proposals of this kind: priority, partner, programme or measure
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Proposals in this state: proposed, accepted, rejected or known
    #[arg(long, value_name = "STATE", default_value = "proposed")]
    pub status: String,
    /// Accept this proposal (may be given more than once)
    #[arg(long, value_name = "ID")]
    pub accept: Vec<String>,
    /// Reject this proposal (may be given more than once)
    #[arg(long, value_name = "ID")]
    pub reject: Vec<String>,
    /// Why, for those who come after
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Ask for each decision, also where the input is no terminal
    #[arg(long)]
    pub ask: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// Who the change log names.
const BY: &str = "strategraph review";

/// A proposal as it is printed.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    id: Slug,
    kind: &'static str,
    status: &'static str,
    partnership: Slug,
    strategy: Option<Slug>,
    name: String,
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    measure_role: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    role: Option<&'static str>,
    confidence: f64,
    fact: Option<Slug>,
    decided_by: Option<String>,
    reason: Option<String>,
    evidence: Vec<Place>,
}

/// Where a proposal is seen.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    document: Slug,
    page: Option<i64>,
    quote: String,
    /// The whole passage in which it stands.
    passage: Option<String>,
    method: String,
}

/// A decision as it is printed.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Decided {
    id: Slug,
    status: &'static str,
    name: String,
    fact: Option<Slug>,
    revision: i64,
    problems: Vec<String>,
}

/// Lists proposals, asks for decisions, or makes those that were given.
///
/// # Errors
/// `NOT_FOUND` for a proposal, partnership or document that does not exist, `BAD_USER_INPUT` for an
/// unknown word, `CONFLICT` (exit code 1) where something stands against a decision.
pub fn run(arguments: &ReviewArguments, config: &Config, out: &mut dyn Write) -> Result<()> {
    let given = !arguments.accept.is_empty() || !arguments.reject.is_empty();
    let stdin = std::io::stdin();
    let asks = arguments.ask || (stdin.is_terminal() && arguments.format == OutputFormat::Text);
    let clock = Clock::system();
    app::run(async {
        let store = app::open_record(config, &clock).await?;
        if given {
            return decide_given(arguments, &store, &clock, out).await;
        }
        let lines = list(arguments, &store.load_record().await?)?;
        if asks {
            return ask(&lines, &store, &clock, &mut stdin.lock(), out).await;
        }
        match arguments.format {
            OutputFormat::Json => print_json(out, &lines),
            OutputFormat::Text => print_text(out, &listing(&lines)),
        }
    })
}

async fn decide_given(
    arguments: &ReviewArguments,
    store: &Store,
    clock: &Clock,
    out: &mut dyn Write,
) -> Result<()> {
    let accepted = arguments.accept.iter().map(|id| (id, Verdict::Accept));
    let rejected = arguments.reject.iter().map(|id| (id, Verdict::Reject));
    let mut decided = Vec::new();
    for (id, verdict) in accepted.chain(rejected) {
        let reason = arguments.reason.clone();
        decided.push(Decided::of(decide(store, clock, id, verdict, BY, reason).await?));
    }
    match arguments.format {
        OutputFormat::Json => print_json(out, &decided)?,
        OutputFormat::Text => {
            let told: Vec<String> = decided.iter().map(Decided::tell).collect();
            print_text(out, &told.join("\n"))?;
        }
    }
    match decided.iter().filter(|decision| !decision.problems.is_empty()).count() {
        0 => Ok(()),
        against => Err(Error::new(
            Code::Conflict,
            format!("{against} of {} decisions could not be made", decided.len()),
        )),
    }
}

/// What the arguments ask for, by partnership, strategy, kind and place.
fn list(arguments: &ReviewArguments, record: &Record) -> Result<Vec<Line>> {
    let wrong = |problem: crate::model::UnknownWord| Error::bad_user_input(problem.to_string());
    let status = ProposalStatus::from_word(&arguments.status).map_err(wrong)?;
    let kind = arguments.kind.as_deref().map(crate::model::ProposalKind::from_word);
    let kind = kind.transpose().map_err(wrong)?;
    if let Some(slug) = &arguments.partnership {
        check_known("partnership", slug, &record.partnerships.keys().cloned().collect::<Vec<_>>())?;
    }
    if let Some(slug) = &arguments.document {
        check_known("document", slug, &record.documents.keys().cloned().collect::<Vec<_>>())?;
    }
    let shown_by = |id: &Slug, document: &Slug| {
        rows_under(&record.proposal_evidence, id).any(|row| row.document == *document)
    };
    let asked = |row: &&Proposal| {
        row.status == status
            && kind.is_none_or(|kind| row.kind == kind)
            && arguments.partnership.as_ref().is_none_or(|slug| row.partnership == *slug)
            && arguments.document.as_ref().is_none_or(|slug| shown_by(&row.id, slug))
    };
    let mut rows: Vec<&Proposal> =
        record.proposals.values().map(|row| &**row).filter(asked).collect();
    rows.sort_by_cached_key(|row| {
        let place = (row.kind as usize, row.list_place, row.position);
        (row.partnership.clone(), row.strategy.clone(), place, row.id.clone())
    });
    Ok(rows.into_iter().map(|row| Line::of(record, row)).collect())
}

/// Asks for a decision on each; ends with the input or at `q`.
async fn ask(
    lines: &[Line],
    store: &Store,
    clock: &Clock,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> Result<()> {
    for (place, line) in lines.iter().enumerate() {
        print_text(out, &format!("\n[{} of {}] {}", place + 1, lines.len(), line.tell()))?;
        let Some(answer) = prompt("a)ccept  r)eject  s)kip  q)uit: ", input, out)? else { break };
        let verdict = match answer.as_str() {
            "a" | "accept" => Verdict::Accept,
            "r" | "reject" => Verdict::Reject,
            "q" | "quit" => break,
            _ => continue,
        };
        let Some(reason) = prompt("Why (may be empty): ", input, out)? else { break };
        let reason = Some(reason).filter(|reason| !reason.is_empty());
        let decision = decide(store, clock, &line.id, verdict, BY, reason).await?;
        print_text(out, &Decided::of(decision).tell())?;
    }
    if lines.is_empty() { print_text(out, &listing(lines)) } else { Ok(()) }
}

/// One line of input, trimmed; `None` at its end.
fn prompt(text: &str, input: &mut dyn BufRead, out: &mut dyn Write) -> Result<Option<String>> {
    let failed = |error: std::io::Error| {
        Error::unavailable("The terminal cannot be read or written.").because(error)
    };
    write!(out, "{text}").and_then(|()| out.flush()).map_err(failed)?;
    let mut answer = String::new();
    let read = input.read_line(&mut answer).map_err(failed)?;
    Ok((read > 0).then(|| answer.trim().to_owned()))
}

impl Line {
    fn of(record: &Record, row: &Proposal) -> Self {
        let places = rows_under(&record.proposal_evidence, &row.id).map(|evidence| {
            let passage = evidence.passage.as_ref().and_then(|slug| record.passages.get(slug));
            Place {
                document: evidence.document.clone(),
                page: passage.and_then(|passage| passage.page),
                quote: evidence.quote.clone(),
                passage: passage.map(|passage| passage.text.clone()),
                method: evidence.method.clone(),
            }
        });
        Self {
            id: row.id.clone(),
            kind: row.kind.word(),
            status: row.status.word(),
            partnership: row.partnership.clone(),
            strategy: row.strategy.clone(),
            name: row.name.clone(),
            value: row.figure().map(str::to_owned),
            measure_role: row.stated().role.map(crate::model::Word::word),
            date: row.date.map(|date| date.to_string()),
            role: row.list_role.map(crate::model::Word::word),
            confidence: row.confidence,
            fact: row.fact.clone(),
            decided_by: row.decided_by.clone(),
            reason: row.reason.clone(),
            evidence: places.collect(),
        }
    }

    /// The proposal in a few lines.
    fn tell(&self) -> String {
        let mut text = format!("{}: {}", self.role.unwrap_or(self.kind), self.name);
        // Writing to a text cannot fail.
        if let Some(value) = &self.value {
            let role = self.measure_role.map(|role| format!(", {role}")).unwrap_or_default();
            let date = self.date.as_ref().map(|date| format!(", {date}")).unwrap_or_default();
            let _ = write!(text, " ({value}{role}{date})");
        }
        let whose = self.strategy.as_ref().unwrap_or(&self.partnership);
        let _ =
            write!(text, "\n    of {whose}, {}, confidence {:.2}", self.status, self.confidence);
        if let Some(by) = &self.decided_by {
            let _ = write!(text, ", decided by {by}");
        }
        if let Some(reason) = &self.reason {
            let _ = write!(text, " because: {reason}");
        }
        for place in self.evidence.iter().take(2) {
            let page = place.page.map(|page| format!(", page {page}")).unwrap_or_default();
            let words = place.passage.as_ref().unwrap_or(&place.quote);
            let _ = write!(text, "\n    “{words}” ({}{page})", place.document);
        }
        let _ = write!(text, "\n    {}", self.id);
        text
    }
}

impl Decided {
    fn of(decision: Decision) -> Self {
        let Decision { proposal, revision, problems } = decision;
        Self {
            id: proposal.id,
            status: proposal.status.word(),
            name: proposal.name,
            fact: proposal.fact,
            revision,
            problems,
        }
    }

    fn tell(&self) -> String {
        let fact = self.fact.as_ref().map(|fact| format!(" as {fact}")).unwrap_or_default();
        match self.problems.len() {
            0 => format!("{}{fact}: {} (revision {})", self.status, self.name, self.revision),
            _ => format!("not changed: {}: {}", self.name, self.problems.join(" ")),
        }
    }
}

fn listing(lines: &[Line]) -> String {
    if lines.is_empty() {
        return "No proposals of that kind. Documents bring them: strategraph ingest …".to_owned();
    }
    lines.iter().map(Line::tell).collect::<Vec<_>>().join("\n\n")
}
