//! Whether a block of text is a list of references, or a note that only names a source: signs of
//! citations, weighed, for each hundred words. A sentence that cites in passing stays a sentence.

/// Signs for each hundred words from which on a text is references. Tuned on half of a public
/// labelled set; prose with citations stays below 7, bibliographies begin at 13.
const LEAST_DENSITY: f64 = 11.0;

/// Whether the text is references.
pub(super) fn is_references(text: &str) -> bool {
    let signs = Signs::of(text);
    let begins = || is_references_heading(text.lines().next().unwrap_or_default());
    // Addresses alone are the links of a page or the cells of a table; an entry has a year, a
    // name, pages as well.
    (signs.density() >= LEAST_DENSITY && signs.kinds() >= 2)
        || (signs.words > 20 && signs.density() > 1.5 && begins())
}

/// Whether a line is the heading of a list of references.
pub(super) fn is_references_heading(line: &str) -> bool {
    const HEADINGS: &[&str] = &[
        "references",
        "bibliography",
        "documents consulted",
        "works cited",
        "endnotes",
        "footnotes",
    ];
    let lower = line.to_lowercase();
    let short = lower.split_whitespace().count() <= 6 || lower.starts_with("annex");
    short
        && HEADINGS.iter().any(|heading| {
            lower.find(heading).is_some_and(|at| at <= 30) && !lower.contains("terms of reference")
        })
}

/// How often each sign of a citation stands in a text.
#[derive(Debug, Default)]
struct Signs {
    words: usize,
    addresses: usize,
    accessed: usize,
    and_others: usize,
    years_in_brackets: usize,
    initials: usize,
    volumes: usize,
    pages: usize,
    years_set_off: usize,
    publishers: usize,
}

impl Signs {
    fn of(text: &str) -> Self {
        let mut signs = Self::default();
        let mut before = "";
        for token in text.split_whitespace() {
            signs.words += 1;
            signs.read(token, before);
            before = token;
        }
        signs
    }

    fn read(&mut self, token: &str, before: &str) {
        if is_mere_word(token) {
            return;
        }
        if token.contains("http://") || token.contains("https://") {
            self.addresses += token.matches("://").count();
            return;
        }
        if token.starts_with("www.") || token.contains("doi:") || token.contains("doi.org") {
            self.addresses += 1;
        }
        let follows = |words: &[&str]| {
            words.iter().any(|word| before.trim_start_matches('(').eq_ignore_ascii_case(word))
        };
        match token.trim_end_matches([',', ':', '.']) {
            "from" | "From" | "at" | "on"
                if follows(&["retrieved", "available", "accessed", "viewed"]) =>
            {
                self.accessed += 1;
            }
            "visited" if follows(&["last"]) => self.accessed += 1,
            "al" if follows(&["et"]) => self.and_others += 1,
            "Journal" | "Press" | "Proc" | "Ed" | "Eds" | "(Eds" | "Publisher" => {
                self.publishers += 1;
            }
            _ => self.read_numbers(token, before),
        }
    }

    fn read_numbers(&mut self, token: &str, before: &str) {
        if is_bracketed_year(token) {
            self.years_in_brackets += 1;
        } else if is_year_set_off(token, before) {
            self.years_set_off += 1;
        } else if is_initials(token) && before.ends_with(',') && begins_capital(before) {
            self.initials += 1;
        } else if is_volume(token) {
            self.volumes += 1;
        } else if is_page_range(token) || (matches!(before, "p." | "pp.") && begins_digit(token)) {
            self.pages += 1;
        }
    }

    fn counts(&self) -> [(usize, f64); 9] {
        [
            (self.addresses, 3.0),
            (self.accessed, 3.0),
            (self.and_others, 3.0),
            (self.years_in_brackets, 1.5),
            (self.initials, 1.5),
            (self.volumes, 2.0),
            (self.pages, 1.0),
            (self.years_set_off, 1.5),
            (self.publishers, 0.7),
        ]
    }

    fn density(&self) -> f64 {
        let weighed: f64 =
            // “et al.” in brackets is how prose cites: it is a kind, and weighs nothing.
            self.counts().iter().enumerate().filter(|(place, _)| *place != 2).map(|(_, (count, weight))| *count as f64 * weight).sum();
        100.0 * weighed / self.words.max(1) as f64
    }

    fn kinds(&self) -> usize {
        self.counts().iter().filter(|(count, _)| *count > 0).count()
    }
}

/// Whether a token is a word in small letters that belongs to no sign, as most are.
fn is_mere_word(token: &str) -> bool {
    token.bytes().all(|byte| byte.is_ascii_lowercase())
        && !matches!(token, "from" | "at" | "on" | "visited" | "al")
}

fn is_year(digits: &str) -> bool {
    let digits = digits.strip_suffix(|sign: char| sign.is_ascii_lowercase()).unwrap_or(digits);
    digits.len() == 4
        && (digits.starts_with("19") || digits.starts_with("20"))
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// `(2015).` or `(2015)`, not `(June 2015)`.
fn is_bracketed_year(token: &str) -> bool {
    token
        .strip_prefix('(')
        .map(|rest| rest.trim_end_matches(['.', ',', ':']))
        .and_then(|rest| rest.strip_suffix(')'))
        .is_some_and(is_year)
}

/// `, 2015.`, `, 2015:` or `2015a.`: a year that stands between the author and the title.
fn is_year_set_off(token: &str, before: &str) -> bool {
    let Some(bare) = token.strip_suffix(['.', ':', ',']) else { return false };
    let stopped = token.ends_with(['.', ':']);
    is_year(bare) && (stopped || before.ends_with(',')) && (before.ends_with([',', '.']) || stopped)
}

/// `R.`, `R.,`, `V.R.`: initials.
fn is_initials(token: &str) -> bool {
    let bare = token.trim_end_matches([',', ';', ')']);
    bare.ends_with('.')
        && bare.len() <= 8
        && bare.split('.').filter(|part| !part.is_empty()).all(|part| {
            part.trim_start_matches('-').chars().count() == 1
                && part.chars().all(|sign| !sign.is_lowercase())
        })
        && bare.chars().any(char::is_uppercase)
}

/// `54(52),` or `10(1):`.
fn is_volume(token: &str) -> bool {
    let bare = token.trim_end_matches([':', ',', '.', ';']);
    bare.len() < token.len()
        && bare
            .strip_suffix(')')
            .and_then(|rest| rest.split_once('('))
            .is_some_and(|(volume, issue)| is_number(volume, 4) && is_number(issue, 3))
}

/// `323-329` or `365:244–246`.
fn is_page_range(token: &str) -> bool {
    let bare = token.trim_matches(['.', ',', ';', '(', ')']);
    let range = bare.rsplit(':').next().unwrap_or(bare);
    range
        .split_once(['-', '–'])
        .is_some_and(|(from, to)| from.len() >= 2 && is_number(from, 4) && is_number(to, 4))
        && !is_year(range.split(['-', '–']).next().unwrap_or_default())
}

fn is_number(digits: &str, most: usize) -> bool {
    (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn begins_capital(token: &str) -> bool {
    token.chars().next().is_some_and(char::is_uppercase)
}

fn begins_digit(token: &str) -> bool {
    token.starts_with(|sign: char| sign.is_ascii_digit())
}
