//! What a site asks of programs in its robots.txt (RFC 9309): the rules for this program, else
//! those for all; the longest rule that fits decides, `Allow` before `Disallow` at equal length.

use std::time::Duration;

use reqwest::Url;

/// The standard asks to read at least 500 KiB; what stands behind that is dropped.
pub(super) const LONGEST: usize = 512 * 1024;
/// The name by which sites call this program, in small letters.
const NAME: &str = "strategraph";
/// A pause that a site asks for (no part of the standard, but common) is kept up to this.
const LONGEST_PAUSE: f64 = 30.0;

/// What a site asks of this program.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Robots {
    rules: Vec<Rule>,
    pause: Option<Duration>,
}

#[derive(Debug, Clone, PartialEq)]
struct Rule {
    allows: bool,
    path: String,
}

/// Lines that begin with names of programs, and the rules below them.
#[derive(Debug, Default)]
struct Group {
    names: Vec<String>,
    robots: Robots,
}

impl Robots {
    /// Reads a robots.txt; what cannot be understood is skipped.
    pub(super) fn parse(text: &str) -> Self {
        let groups = groups(text);
        let of = |wanted: fn(&str) -> bool| {
            let mut chosen =
                groups.iter().filter(|group| group.names.iter().any(|name| wanted(name)));
            chosen.next().map(|first| {
                let mut robots = first.robots.clone();
                for other in chosen {
                    robots.rules.extend(other.robots.rules.iter().cloned());
                    robots.pause = robots.pause.or(other.robots.pause);
                }
                robots
            })
        };
        of(|name| name == NAME).or_else(|| of(|name| name == "*")).unwrap_or_default()
    }

    /// Whether the document at this address may be fetched.
    pub(super) fn allows(&self, address: &Url) -> bool {
        let path = match address.query() {
            Some(query) => format!("{}?{query}", address.path()),
            None => address.path().to_owned(),
        };
        let fitting = self.rules.iter().filter(|rule| fits(&rule.path, &path));
        fitting.max_by_key(|rule| (rule.path.len(), rule.allows)).is_none_or(|rule| rule.allows)
    }

    /// The pause between two requests that the site asks for.
    pub(super) fn pause(&self) -> Option<Duration> {
        self.pause
    }
}

fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut in_names = false;
    for line in text.trim_start_matches('\u{feff}').lines() {
        let line = line.split('#').next().unwrap_or_default();
        let Some((key, value)) = line.split_once(':') else { continue };
        let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
        if key == "user-agent" {
            if !in_names {
                groups.push(Group::default());
            }
            in_names = true;
            if let Some(group) = groups.last_mut() {
                group.names.push(value.split('/').next().unwrap_or_default().to_ascii_lowercase());
            }
        } else if let Some(group) = groups.last_mut() {
            in_names &= !group.robots.take(&key, value);
        }
    }
    groups
}

impl Robots {
    /// Takes a line; whether it was one that is known.
    fn take(&mut self, key: &str, value: &str) -> bool {
        match key {
            "allow" | "disallow" => {
                // An empty rule says nothing.
                if !value.is_empty() {
                    self.rules.push(Rule { allows: key == "allow", path: value.to_owned() });
                }
            }
            "crawl-delay" => {
                let seconds = value.parse::<f64>().ok().filter(|seconds| seconds.is_finite());
                self.pause = seconds
                    .map(|seconds| Duration::from_secs_f64(seconds.clamp(0.0, LONGEST_PAUSE)));
            }
            _ => return false,
        }
        true
    }
}

/// Whether a rule fits the beginning of a path: `*` is anything, `$` at the end the end.
fn fits(rule: &str, path: &str) -> bool {
    let (rule, to_the_end) = match rule.strip_suffix('$') {
        Some(rule) => (rule, true),
        None => (rule, false),
    };
    let mut parts = rule.split('*');
    let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    for (at, part) in parts.iter().enumerate() {
        if to_the_end && at + 1 == parts.len() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(found) => rest = &rest[found + part.len()..],
            None => return false,
        }
    }
    !to_the_end || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(robots: &str, path: &str) -> bool {
        let address = Url::parse("https://example.org").unwrap().join(path).unwrap();
        Robots::parse(robots).allows(&address)
    }

    #[test]
    fn the_longest_rule_decides_and_our_own_group_wins() {
        let robots = "User-agent: *\nDisallow: /private/\nAllow: /private/strategy\n";
        assert!(allows(robots, "/strategy"));
        assert!(!allows(robots, "/private/x"));
        assert!(allows(robots, "/private/strategy.pdf"));
        let own = "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: Strategraph\nDisallow: /no\n";
        assert!(allows(own, "/yes"));
        assert!(!allows(own, "/no/x"));
    }

    #[test]
    fn signs_for_anything_and_the_end_are_understood() {
        let robots = "User-agent: *\nDisallow: /*.pdf$\nDisallow: /*?print=\n";
        assert!(!allows(robots, "/a/b.pdf"));
        assert!(allows(robots, "/a/b.pdf.html"));
        assert!(!allows(robots, "/a?print=1"));
    }

    #[test]
    fn what_is_no_robots_file_forbids_nothing() {
        assert!(allows("<!doctype html><p>Not found", "/a"));
        assert!(allows("Disallow: /", "/a"), "a rule of no group");
        assert!(allows("User-agent: *\nDisallow:\n", "/a"));
    }

    #[test]
    fn a_pause_is_kept_within_reason() {
        let robots =
            |seconds: &str| Robots::parse(&format!("user-agent: *\ncrawl-delay: {seconds}"));
        assert_eq!(robots("2").pause(), Some(Duration::from_secs(2)));
        assert_eq!(robots("99999").pause(), Some(Duration::from_secs(30)));
        assert_eq!(robots("soon").pause(), None);
    }
}
