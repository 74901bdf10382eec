//! Single passages that say nothing of the strategy: questions of a questionnaire with their
//! choices, and boilerplate (cookies, copyright, sharing and contact lines). Phrases of the genre,
//! at the start of the passage or as the whole of it, so that a sentence that happens to use one
//! stays what it is.

use crate::model::PassageKind;

/// Beginnings of lines that are boilerplate on any site.
const NOTICES: &[&str] = &[
    "we use cookies",
    "this site uses cookies",
    "this website uses cookies",
    "accept all cookies",
    "accept cookies",
    "cookie settings",
    "©",
    "copyright ©",
    "(c) copyright",
    "all rights reserved",
    "share this page",
    "share on ",
    "print this page",
    "skip to main content",
    "skip to content",
    "back to top",
    "last updated:",
    "page last reviewed",
    "follow us on",
    "subscribe to our newsletter",
    "sign up to our newsletter",
    "javascript is",
    "please enable javascript",
    "this page is intentionally left blank",
    "this page has been left blank intentionally",
    "if you would like this document in another format",
    "if you require this document in another",
    "if you need this document in another",
    "this document is available in other formats",
    "to request this document in",
    "was this page helpful",
    "was this page useful",
    "did you find this page",
    "is this page useful",
];

/// Buttons of such lines, each a line of its own: places to share a page, answers about it.
const BUTTONS: &[&str] = &[
    "facebook",
    "twitter",
    "x",
    "x (twitter)",
    "linkedin",
    "whatsapp",
    "email",
    "e-mail",
    "print",
    "share",
    "copy link",
    "yes",
    "no",
];

/// Answers that only a questionnaire offers.
const CHOICES: &[&str] = &[
    "prefer not to say",
    "strongly agree",
    "strongly disagree",
    "neither agree nor disagree",
    "don't know",
    "don’t know",
    "please tick",
    "tick all that apply",
    "please select",
    "please specify",
];

/// Headings under which questions are asked.
const FORMS: &[&str] = &[
    "questionnaire",
    "survey questions",
    "consultation questions",
    "response form",
    "about you",
    "equality monitoring",
];

/// The longest notice, in characters: longer passages say something besides.
const LONGEST_NOTICE: usize = 400;

/// The kind of a passage that is a question, a choice, or a notice.
pub(super) fn find_notice(text: &str, headings: &[String]) -> Option<PassageKind> {
    let under_form = headings.iter().any(|heading| is_form_heading(heading));
    if text.len() > LONGEST_NOTICE {
        return None;
    }
    let begins = |start: &str| {
        text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start))
    };
    let button =
        !under_form && BUTTONS.iter().any(|button| text.trim().eq_ignore_ascii_case(button));
    if button
        || NOTICES.iter().any(|notice| begins(notice))
        || text.ends_with("All rights reserved.")
    {
        Some(PassageKind::Boilerplate)
    } else if under_form
        && (text.trim_end().ends_with('?')
            || (!text.ends_with('.') && text.split_whitespace().count() <= 8))
        || CHOICES.iter().any(|choice| begins(choice))
        || is_numbered_question(text)
    {
        Some(PassageKind::Questionnaire)
    } else {
        None
    }
}

fn is_form_heading(heading: &str) -> bool {
    FORMS
        .iter()
        .any(|form| heading.get(..form.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(form)))
}

/// “Question 4: do you agree …?” or “Q4. …?”.
fn is_numbered_question(text: &str) -> bool {
    let rest = text.strip_prefix("Question ").or_else(|| text.strip_prefix('Q'));
    rest.is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_digit()))
        && text.contains('?')
}
