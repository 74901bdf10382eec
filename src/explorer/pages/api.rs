//! How programs ask: the endpoint, its conventions, and recipes from the files in `docs/recipes`.
//! Not here: the console and GraphiQL, which belong to another face.

use askama::Template;
use rust_embed::RustEmbed;

use crate::{
    error::Result,
    explorer::{
        address,
        frame::{Frame, Section},
        visit::Visit,
    },
};

/// The recipes; a test runs them against a real service.
#[derive(RustEmbed)]
#[folder = "docs/recipes/"]
struct Files;

/// How programs ask.
#[derive(Template)]
#[template(path = "api.html")]
pub(crate) struct ApiPage {
    frame: Frame,
    endpoint: String,
    recipes: Vec<Recipe>,
}

/// One question that researchers ask, in four languages.
struct Recipe {
    anchor: String,
    title: String,
    /// Its words, and which of them are names in the answer.
    question: Vec<(bool, String)>,
    /// Language and text.
    texts: Vec<(&'static str, String)>,
}

impl ApiPage {
    /// The page with the address of this service.
    #[allow(clippy::unnecessary_wraps)] // the shape of all pages
    pub(crate) fn build(visit: &Visit, (): ()) -> Result<Self> {
        Ok(Self {
            frame: visit
                .frame(
                    Section::About,
                    address::API,
                    "The API: recipes and conventions",
                    "How to ask the record over GraphQL from the shell, Python and R: ten questions with their answers as CSV, releases, feeds and subscriptions.",
                )
                .under([]),
            endpoint: visit.join("/graphql"),
            recipes: recipes(),
        })
    }
}

fn recipes() -> Vec<Recipe> {
    let mut folders: Vec<String> = Files::iter()
        .filter_map(|path| Some(path.strip_suffix("/query.graphql")?.to_owned()))
        .collect();
    folders.sort();
    folders.into_iter().map(|folder| recipe(&folder)).collect()
}

fn recipe(folder: &str) -> Recipe {
    let text = |name: &str| {
        let file = Files::get(&format!("{folder}/{name}"));
        file.map(|file| String::from_utf8_lossy(&file.data).into_owned()).unwrap_or_default()
    };
    let words = text("question.md");
    let (title, question) = words.split_once("\n\n").unwrap_or((&words, ""));
    Recipe {
        anchor: folder.trim_start_matches(|it: char| it.is_ascii_digit() || it == '-').to_owned(),
        title: title.trim_start_matches("# ").to_owned(),
        question: question
            .trim()
            .split('`')
            .enumerate()
            .map(|(place, words)| (place % 2 == 1, words.to_owned()))
            .collect(),
        texts: [
            ("GraphQL", "query.graphql"),
            ("Shell, with curl and jq", "recipe.sh"),
            ("Python, with requests and pandas", "recipe.py"),
            ("R, with httr2", "recipe.R"),
            ("Python, with the client gql and pandas", "with-gql.py"),
            ("R, with the client ghql", "with-ghql.R"),
        ]
        .map(|(language, name)| (language, text(name)))
        .into_iter()
        .filter(|(language, text)| !language.contains("the client") || !text.is_empty())
        .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_ten_recipes_and_each_is_whole() {
        let recipes = recipes();
        assert_eq!(recipes.len(), 10);
        for recipe in recipes {
            assert!(!recipe.title.is_empty() && !recipe.question.is_empty(), "{}", recipe.anchor);
            for (language, text) in recipe.texts {
                assert!(text.len() > 50, "{} in {language}", recipe.anchor);
            }
        }
    }
}
