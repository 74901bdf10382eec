//! The page of a failure: what happened, what to do next, and ways back.

use askama::Template;

use crate::{
    explorer::frame::{Frame, Section},
    http::Failure,
};

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage<'failure> {
    frame: Frame,
    heading: &'static str,
    message: &'failure str,
    request_id: &'failure str,
}

/// The page as HTML.
pub(crate) fn render(failure: &Failure) -> String {
    let heading = heading(failure.status.as_u16());
    let page = FailurePage {
        frame: Frame {
            title: heading.to_owned(),
            description: heading.to_owned(),
            canonical: None,
            crumbs: Vec::new(),
            section: Section::Elsewhere,
            revision: None,
            release: None,
            feed: None,
            searched: String::new(),
        },
        heading,
        message: &failure.message,
        request_id: &failure.request_id,
    };
    // Writing to a string cannot fail; a page without words would be worse than plain ones.
    page.render().unwrap_or_else(|_| heading.to_owned())
}

fn heading(status: u16) -> &'static str {
    match status {
        400 | 422 => "This cannot be answered as it was asked",
        404 => "Page not found",
        405 => "This address does not take that kind of request",
        413 => "Too much at once",
        503 => "Not available right now",
        500.. => "Something went wrong on our side",
        _ => "The request was refused",
    }
}
