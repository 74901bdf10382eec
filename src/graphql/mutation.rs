//! The type `Mutation`: writes, each in the name of the caller's token.

use std::{
    sync::Arc,
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};

use super::{
    desk::{AtDesk, Desk, IngestRequest, Job, Progress},
    int::int,
    node::Node,
    proposal,
    reading::{Reading, Shown},
    url::Url,
};
use crate::{
    error::Error,
    http::Caller,
    model::{self, Role},
    query,
    write::{Decision, Verdict},
};

/// How long `ingestDocument` waits for the document before it answers with the job alone; within
/// the time that a request is given.
const PATIENCE: Duration = Duration::from_secs(6);

/// The revision that a request has reached by writing; 0 where it wrote nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Reached(Arc<AtomicI64>);

impl Reached {
    /// The revision.
    pub(super) fn revision(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The type `Mutation`.
#[derive(Debug, Default)]
pub struct Mutation;

/// The writes of this API. Each needs a token with the role curator, sent as the header
/// `Authorization: Bearer …`, and comes by POST. Each is one revision in the change log, under the
/// name of the token; its answer is of that revision or a later one.
#[Object]
impl Mutation {
    /// Ingest a document from an uploaded text or file, or from a url if the server allows it. Needs
    /// the curator role. Files and what is fetched are read in a process of their own, within limits
    /// of time and memory. Small documents are answered with the document; where it takes longer,
    /// `document` is null and the subscription `ingestProgress` tells when it is there.
    async fn ingest_document(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to ingest, and for whom it speaks.")] input: IngestDocumentInput,
    ) -> Result<IngestPayload> {
        let (desk, by) = admitted(context)?;
        let Job { id, mut progress } = desk.ingest(input.into(), by).await?;
        // Where it takes longer, or ended without a word, what is known is told.
        let _ = tokio::time::timeout(PATIENCE, progress.wait_for(Progress::is_over)).await.is_ok();
        let last = progress.borrow().clone();
        let reading = read_at(context, desk, last.revision).await?;
        let document =
            last.document.as_deref().and_then(|slug| query::find_row(reading.view(), slug));
        let problems =
            last.problems.into_iter().map(|(path, message)| Problem { path: path.into(), message });
        Ok(IngestPayload {
            document: document.map(|row| reading.show(row)),
            job: ID(id),
            problems: problems.collect(),
            says: last.says,
            warnings: last.warnings,
            revision: int(reading.view().revision()),
        })
    }

    /// Accept a proposal: what it says becomes part of the record, marked as accepted, with the
    /// passages that show it as evidence. Needs the curator role. Accepting twice changes nothing.
    async fn accept_proposal(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The `id` of the proposal.")] id: ID,
    ) -> Result<ProposalPayload> {
        decide(context, &id, Verdict::Accept, None).await
    }

    /// Reject a proposal: it is not proposed again, whatever document says it, unless it is accepted
    /// after all. Needs the curator role. Rejecting what was accepted takes it out of the record,
    /// with the list, organisation and source that came with it and that nothing else needs.
    async fn reject_proposal(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The `id` of the proposal.")] id: ID,
        #[graphql(desc = "Why, for those who come after; at most 1000 characters.")] reason: Option<
            String,
        >,
    ) -> Result<ProposalPayload> {
        decide(context, &id, Verdict::Reject, reason).await
    }
}

/// The desk and the name of the caller, if the caller may write.
fn admitted<'context>(
    context: &'context Context<'_>,
) -> crate::error::Result<(&'context dyn Desk, String)> {
    let caller = context.data_opt::<Caller>();
    let caller = Caller::allow(caller, Role::Curator)?;
    let desk = context.data_opt::<AtDesk>().ok_or_else(|| {
        Error::unavailable("This service only reads. Send writes to the one that takes them.")
    })?;
    Ok((&*desk.0, caller.name.to_string()))
}

async fn decide(
    context: &Context<'_>,
    id: &ID,
    verdict: Verdict,
    reason: Option<String>,
) -> Result<ProposalPayload> {
    let (desk, by) = admitted(context)?;
    let id = proposal::decode(id)?;
    let Decision { proposal, revision, problems } = desk.decide(id, verdict, by, reason).await?;
    let reading = read_at(context, desk, revision).await?;
    let node = query::fact_of_proposal(reading.view(), &proposal);
    Ok(ProposalPayload {
        node: node.map(|node| Node::new(&reading, node)),
        proposal: proposal::find_shown(&reading, &proposal.id),
        problems: problems
            .into_iter()
            .map(|message| Problem { path: "id".to_owned(), message })
            .collect(),
        revision: int(reading.view().revision()),
    })
}

/// What the request reads from here on: the view of what it wrote.
async fn read_at(context: &Context<'_>, desk: &dyn Desk, revision: i64) -> Result<Reading> {
    let view = desk.view_at(revision).await?;
    if let Some(reached) = context.data_opt::<Reached>() {
        reached.0.fetch_max(view.revision(), Ordering::Relaxed);
    }
    Ok(Reading::of(context)?.at(view))
}

/// A document to ingest. Give `text`, or `bytes`, or `url` alone, which is then fetched; `url` with
/// one of the others says where it was published. Only public addresses are fetched, as far as the
/// site's robots.txt allows it.
#[derive(Debug, Clone, InputObject)]
pub(super) struct IngestDocumentInput {
    /// The partnership for which it speaks or which it is about, by slug.
    partnership: String,
    /// The strategy of that partnership whose text it is, by slug or by its key, such as `2023`.
    /// Without it the document is taken for the text of the one strategy of the partnership that
    /// its own kind, edition and years allow; where there is not exactly one, priorities that are
    /// found cannot be accepted, and `warnings` names the choices.
    strategy: Option<String>,
    /// Its title; the document's own when it is not given.
    title: Option<String>,
    /// Its address.
    url: Option<Url>,
    /// Its text: plain text, Markdown or HTML.
    text: Option<String>,
    /// The bytes of its file in base64 (RFC 4648, the usual alphabet): PDF, Word (.docx), HTML,
    /// Markdown or plain text. A request may have as many bytes as the server's setting
    /// `max_body_bytes` (1 MiB unless it was changed), of which base64 takes four for three;
    /// larger files can be fetched by `url` or ingested with the command line.
    bytes: Option<String>,
    /// The name of that file, such as `strategy.pdf`. What it is, is told by its content.
    file_name: Option<String>,
    /// The media type of the text, such as `text/markdown`; told by the text itself when it is not
    /// given.
    media_type: Option<String>,
}

impl From<IngestDocumentInput> for IngestRequest {
    fn from(input: IngestDocumentInput) -> Self {
        Self {
            partnership: input.partnership,
            strategy: input.strategy,
            title: input.title,
            url: input.url.map(|url| url.0),
            text: input.text,
            bytes: input.bytes,
            file_name: input.file_name,
            media_type: input.media_type,
        }
    }
}

/// What became of a document that was to be ingested.
#[derive(SimpleObject)]
pub(super) struct IngestPayload {
    /// The document, or the one that held the same bytes already; null while it is being worked on,
    /// and where there are problems.
    document: Option<Shown<model::Document>>,
    /// The name of the work: give it to the subscription `ingestProgress`.
    job: ID,
    /// What stands against it; nothing was stored where there is any.
    problems: Vec<Problem>,
    /// What the document says that it is: its kind, edition, period, when it was published and of
    /// which partnership, as the machine recognised it; null while it is not read yet.
    says: Option<String>,
    /// Where the document disagrees with what was said of it or with its strategy, and why it was
    /// tied to no strategy where it was not. It was stored all the same.
    warnings: Vec<String>,
    /// The revision of the data in this answer.
    revision: i32,
}

/// What became of a proposal that was decided on.
#[derive(SimpleObject)]
pub(super) struct ProposalPayload {
    /// What the proposal became, or the fact that it supports; null where it was rejected.
    node: Option<Node>,
    /// The proposal as it is now.
    proposal: Option<Shown<model::Proposal>>,
    /// What stands against the decision; nothing was changed where there is any.
    problems: Vec<Problem>,
    /// The revision of the data in this answer.
    revision: i32,
}

/// What stands against a write, and where in the input.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct Problem {
    /// The part of the input, such as `text` or `id`.
    path: String,
    /// What is wrong and what to do.
    message: String,
}
