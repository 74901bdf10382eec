//! Headings that frame a chapter's parts and say nothing of its subject: “What we will do” stands
//! under every priority alike. What a heading is read for is told by `heading_in_force`.

/// Such headings, folded to small letters without number and stop.
const FRAMES: &[&str] = &[
    "action",
    "actions",
    "aims",
    "ambitions",
    "background",
    "challenges",
    "context",
    "deliverables",
    "delivery",
    "introduction",
    "key actions",
    "key challenges",
    "key facts",
    "key points",
    "key priorities",
    "measures",
    "measures of success",
    "milestones",
    "next steps",
    "objectives",
    "our actions",
    "our aims",
    "our ambition",
    "our ambitions",
    "our approach",
    "our commitment",
    "our commitments",
    "our objectives",
    "our plan",
    "our plans",
    "our priorities",
    "our progress",
    "outcomes",
    "overview",
    "priorities",
    "progress",
    "progress so far",
    "summary",
    "targets",
    "the case for change",
    "the challenge",
    "the evidence",
];

/// How such headings begin that are a clause about us or this chapter.
const OPENINGS: &[&str] = &[
    "how we will",
    "how will we",
    "how are we",
    "what are we",
    "what does success",
    "what good looks like",
    "what have we",
    "what next",
    "what success",
    "what this means",
    "what we are doing",
    "what we aim",
    "what we have done",
    "what we plan",
    "what we want to",
    "what we will",
    "what will we",
    "what will change",
    "where are we",
    "where we are",
    "where we want",
    "why does this",
    "why is this",
    "why it matters",
    "why this",
];

/// Whether a heading only frames what stands below it.
pub(super) fn is_frame(heading: &str) -> bool {
    let marker = |sign: char| !sign.is_alphabetic();
    let folded = heading.trim_matches(marker).to_lowercase();
    FRAMES.contains(&folded.as_str()) || OPENINGS.iter().any(|opening| folded.starts_with(opening))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_told_from_a_subject() {
        for frame in ["What we will do", "4.2 Next steps", "Why this matters to us", "OUTCOMES:"] {
            assert!(is_frame(frame), "{frame}");
        }
        for subject in
            ["What people told us", "Outcomes for children", "How people die", "Actions on air"]
        {
            assert!(!is_frame(subject), "{subject}");
        }
    }
}
