//! Rust source read just far enough to know which paths it names: comments and strings dropped,
//! `use` trees unfolded, `self`, `super` and imported names resolved.

use std::collections::BTreeMap;

/// A path that a file names, resolved as far as the file alone allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// Segments; those of the crate itself begin with `crate`.
    pub(crate) segments: Vec<String>,
    /// Line of the first segment, from 1.
    pub(crate) line: usize,
}

/// Every path that this source names. `module` is where the file stands, such as `["view"]`.
pub(crate) fn paths(source: &str, module: &[String]) -> Vec<Named> {
    let mut reader = Reader::new(tokens(source), module);
    reader.read();
    let imports = reader.imports();
    reader.found.into_iter().map(|found| found.resolved(&imports)).collect()
}

/// The names of the modules that this source declares.
pub(crate) fn declared_modules(source: &str) -> Vec<String> {
    let tokens = tokens(source);
    let pairs = tokens.windows(2).filter(|pair| pair[0].text == "mod" && pair[1].is_word());
    pairs.map(|pair| pair[1].text.clone()).collect()
}

#[derive(Debug, Clone)]
struct Token {
    text: String,
    line: usize,
}

impl Token {
    fn is_word(&self) -> bool {
        self.text.starts_with(|c: char| c.is_alphabetic() || c == '_')
    }
}

/// Words, `::` and single other characters; no comments, strings, characters or lifetimes.
fn tokens(source: &str) -> Vec<Token> {
    let bytes: Vec<char> = source.chars().collect();
    let (mut tokens, mut at, mut line) = (Vec::new(), 0, 1);
    while at < bytes.len() {
        let end = end_of_token(&bytes, at);
        let text: String = bytes[at..end].iter().collect();
        let kept = text.starts_with(|c: char| {
            !c.is_whitespace() && c != '"' && c != '\'' && !c.is_ascii_digit()
        });
        let comment = text.starts_with("//") || text.starts_with("/*");
        if kept && !comment && !text.ends_with('"') && !text.ends_with("\"#") {
            tokens.push(Token { text, line });
        }
        line += bytes[at..end].iter().filter(|c| **c == '\n').count();
        at = end;
    }
    tokens
}

fn end_of_token(text: &[char], at: usize) -> usize {
    let rest = &text[at..];
    let length = match (rest[0], rest.get(1).copied().unwrap_or(' ')) {
        ('/', '/') => rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()),
        ('/', '*') => block_comment(rest),
        ('"', _) => quoted(rest, 1),
        ('b' | 'c', '"') => quoted(rest, 2),
        ('r', '"' | '#') | ('b' | 'c', 'r') if raw_string(rest).is_some() => {
            raw_string(rest).unwrap_or(1)
        }
        ('\'', _) => character_or_lifetime(rest),
        (':', ':') => 2,
        (c, _) if c.is_alphanumeric() || c == '_' => {
            rest.iter().position(|c| !c.is_alphanumeric() && *c != '_').unwrap_or(rest.len())
        }
        _ => 1,
    };
    at + length
}

fn block_comment(text: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at + 1 < text.len() {
        match (text[at], text[at + 1]) {
            ('/', '*') => (depth, at) = (depth + 1, at + 1),
            ('*', '/') => (depth, at) = (depth - 1, at + 1),
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

fn quoted(text: &[char], mut at: usize) -> usize {
    while at < text.len() && text[at] != '"' {
        at += if text[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(text.len())
}

fn raw_string(text: &[char]) -> Option<usize> {
    let start = text.iter().position(|c| *c == 'r')? + 1;
    let hashes = text[start..].iter().take_while(|c| **c == '#').count();
    let open = start + hashes;
    if text.get(open) != Some(&'"') {
        return None;
    }
    let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let body = &text[open + 1..];
    let length = body.windows(close.len()).position(|window| window == close)?;
    Some(open + 1 + length + close.len())
}

fn character_or_lifetime(text: &[char]) -> usize {
    match (text.get(1), text.get(2)) {
        (Some('\\'), _) => {
            let close = text.iter().skip(3).position(|c| *c == '\'');
            close.map_or(text.len(), |place| place + 4)
        }
        (Some(_), Some('\'')) => 3,
        _ => {
            let end = text.iter().skip(1).position(|c| !c.is_alphanumeric() && *c != '_');
            end.map_or(text.len(), |place| place + 1)
        }
    }
}

/// A path as it is written, with the name it is imported under where a `use` names it.
struct Found {
    named: Named,
    imported_as: Option<String>,
}

impl Found {
    /// Replaces a first segment that is an imported name by what it was imported from.
    fn resolved(self, imports: &BTreeMap<String, Vec<String>>) -> Named {
        let Named { segments, line } = self.named;
        match segments.first().and_then(|first| imports.get(first)) {
            Some(origin) if segments.first() != origin.first() => {
                let rest = segments.iter().skip(1).cloned();
                Named { segments: origin.iter().cloned().chain(rest).collect(), line }
            }
            _ => Named { segments, line },
        }
    }
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
    /// Where the reader stands: the file's module and the modules that are open inside it.
    module: Vec<String>,
    /// For each module that is open inside the file: the depth of braces at which it ends.
    ends: Vec<usize>,
    depth: usize,
    found: Vec<Found>,
}

impl Reader {
    fn new(tokens: Vec<Token>, module: &[String]) -> Self {
        let module = module.to_vec();
        Self { tokens, at: 0, module, ends: Vec::new(), depth: 0, found: Vec::new() }
    }

    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.text.as_str())
    }

    fn read(&mut self) {
        while self.at < self.tokens.len() {
            let next = self.text(self.at + 1).to_owned();
            match self.text(self.at) {
                "{" => self.depth += 1,
                "}" => self.close(),
                "mod" if self.text(self.at + 2) == "{" => self.open(next),
                "use" => {
                    self.at += 1 + usize::from(next == "::");
                    self.tree(&[], true);
                    continue;
                }
                _ if self.tokens[self.at].is_word() && next == "::" => {
                    self.tree(&[], false);
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    fn open(&mut self, name: String) {
        self.module.push(name);
        self.ends.push(self.depth);
    }

    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.ends.last() == Some(&self.depth) {
            self.ends.pop();
            self.module.pop();
        }
    }

    /// Reads one path or tree of paths from here on.
    fn tree(&mut self, prefix: &[String], import: bool) {
        let line = self.tokens.get(self.at).map_or(0, |token| token.line);
        let mut segments = prefix.to_vec();
        loop {
            match self.text(self.at).to_owned().as_str() {
                "{" if import => return self.group(&segments),
                word if word == "*" || self.tokens.get(self.at).is_some_and(Token::is_word) => {
                    segments.push(word.to_owned());
                    self.at += 1;
                }
                _ => break,
            }
            if self.text(self.at) != "::" {
                break;
            }
            self.at += 1;
        }
        // `use<T>` in a return type captures parameters and names no path.
        if segments.is_empty() {
            return;
        }
        if segments.last().is_some_and(|last| last == "self") && segments.len() > 1 {
            segments.pop();
        }
        let mut imported_as = segments.last().cloned().filter(|_| import);
        if import && self.text(self.at) == "as" {
            imported_as = Some(self.text(self.at + 1).to_owned());
            self.at += 2;
        }
        let named = Named { segments: self.absolute(&segments), line };
        self.found.push(Found { named, imported_as });
    }

    fn group(&mut self, prefix: &[String]) {
        self.at += 1;
        while self.at < self.tokens.len() && self.text(self.at) != "}" {
            if self.text(self.at) == "," {
                self.at += 1;
            } else {
                self.tree(prefix, true);
            }
        }
        self.at += 1;
    }

    /// `self` and `super` replaced by where they lead to; the crate's own name by `crate`.
    fn absolute(&self, segments: &[String]) -> Vec<String> {
        let supers = segments.iter().skip_while(|one| *one == "self");
        let supers = supers.take_while(|one| *one == "super").count();
        let relative = segments.first().is_some_and(|one| one == "self" || one == "super");
        let rest = segments.iter().skip_while(|one| *one == "self" || *one == "super").cloned();
        let root = std::iter::once("crate".to_owned());
        match segments.first().map(String::as_str) {
            Some("strategraph") => root.chain(segments.iter().skip(1).cloned()).collect(),
            _ if relative => {
                let kept = self.module.len().saturating_sub(supers);
                root.chain(self.module[..kept].iter().cloned()).chain(rest).collect()
            }
            _ => segments.to_vec(),
        }
    }

    fn imports(&self) -> BTreeMap<String, Vec<String>> {
        let imports = self.found.iter().filter_map(|found| {
            let name = found.imported_as.clone().filter(|name| name != "_" && name != "*")?;
            Some((name, found.named.segments.clone()))
        });
        imports.collect()
    }
}
