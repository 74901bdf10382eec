//! The example queries: each a file with a title, the question that it answers, and the query.

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "src/graphql/examples"]
struct Files;

/// A query that can be run as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Its file's name without ending, such as `02-draft-and-final`.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// The question that it answers, in plain words.
    pub question: String,
    /// The query, without the comment lines that hold title and question.
    pub query: String,
}

/// The examples in the order of their names.
pub fn list_examples() -> Vec<Example> {
    let mut names: Vec<_> = Files::iter().collect();
    names.sort();
    names.iter().filter_map(|name| read(name)).collect()
}

/// A file: the title on the first line, the question on the second, both after `# `.
fn read(name: &str) -> Option<Example> {
    let file = Files::get(name)?;
    let text = std::str::from_utf8(&file.data).ok()?;
    let (title, rest) = text.strip_prefix("# ")?.split_once("\n# ")?;
    let (question, query) = rest.split_once('\n')?;
    Some(Example {
        name: name.strip_suffix(".graphql")?.to_owned(),
        title: title.to_owned(),
        question: question.to_owned(),
        query: query.trim().to_owned(),
    })
}
