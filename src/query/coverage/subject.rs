//! What a row is about: a theme, or a topic of a framework, and the themes that stand for it.

use std::{collections::HashSet, sync::Arc};

use crate::{
    error::{Error, Result},
    model::{Framework, MappingRelation, NodeKind, Slug, Theme, Topic},
    view::View,
};

use super::super::{
    framework::{themes_of_topic, topics_of},
    names::{all_rows, get_row, known_slugs},
    theme::with_narrower,
};

/// A theme, or a topic of a framework.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// A theme with all narrower ones.
    Theme(Arc<Theme>),
    /// A topic, through its mappings to themes.
    Topic(Arc<Topic>),
}

impl Subject {
    /// What it is called.
    pub fn label(&self) -> &str {
        match self {
            Self::Theme(theme) => &theme.label,
            Self::Topic(topic) => &topic.label,
        }
    }

    /// Its slug.
    pub fn slug(&self) -> &Slug {
        match self {
            Self::Theme(theme) => &theme.slug,
            Self::Topic(topic) => &topic.slug,
        }
    }

    /// The themes that stand for it: for a theme it and all narrower ones; for a topic those to
    /// which it maps by one of the relations, with all narrower ones.
    pub fn themes(&self, view: &View, carrying: &[MappingRelation]) -> Vec<Slug> {
        match self {
            Self::Theme(theme) => with_narrower(view, &theme.slug),
            Self::Topic(topic) => {
                let mut seen = HashSet::new();
                themes_of_topic(view, &topic.slug)
                    .into_iter()
                    .filter(|mapped| carrying.contains(&mapped.mapping.relation))
                    .flat_map(|mapped| with_narrower(view, &mapped.theme.slug))
                    .filter(|theme| seen.insert(theme.clone()))
                    .collect()
            }
        }
    }
}

/// The themes with these slugs in the order given, or all themes in the order of the scheme.
///
/// # Errors
/// `BAD_USER_INPUT` for an unknown slug, naming the nearest.
pub fn theme_subjects(view: &View, themes: Option<&[String]>) -> Result<Vec<Subject>> {
    let rows = match themes {
        None => all_rows::<Theme>(view),
        Some(slugs) => known_slugs(view, NodeKind::Theme, slugs)?
            .iter()
            .map(|slug| get_row::<Theme>(view, slug))
            .collect::<Result<_>>()?,
    };
    Ok(rows.into_iter().map(Subject::Theme).collect())
}

/// The topics of a framework in its order; with themes, only the topics that map to one of them
/// (or to a narrower or wider one).
///
/// # Errors
/// `BAD_USER_INPUT` for an unknown slug, naming the nearest.
pub fn topic_subjects(
    view: &View,
    framework: &str,
    themes: Option<&[String]>,
) -> Result<Vec<Subject>> {
    let framework = get_row::<Framework>(view, framework)
        .map_err(|error| Error::bad_user_input(error.public().to_owned()))?;
    let wanted = themes
        .map(|slugs| -> Result<HashSet<Slug>> {
            let slugs = known_slugs(view, NodeKind::Theme, slugs)?;
            Ok(slugs.iter().flat_map(|slug| with_narrower(view, slug)).collect())
        })
        .transpose()?;
    let of_interest = |topic: &Arc<Topic>| {
        wanted.as_ref().is_none_or(|wanted| {
            themes_of_topic(view, &topic.slug).iter().any(|mapped| {
                with_narrower(view, &mapped.theme.slug).iter().any(|theme| wanted.contains(theme))
            })
        })
    };
    Ok(topics_of(view, &framework.slug)
        .into_iter()
        .filter(of_interest)
        .map(Subject::Topic)
        .collect())
}
