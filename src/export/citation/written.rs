//! The forms of a citation: a sentence, `BibTeX`, RIS, CSL-JSON.

use serde_json::{Value, json};

use super::Citation;
use crate::model::PartialDate;

/// A form of citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CitationFormat {
    /// A sentence, ready to paste.
    Text,
    /// `BibTeX`, an entry `@misc`.
    BibTex,
    /// RIS, for managers of references.
    Ris,
    /// CSL-JSON (<https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html>).
    CslJson,
}

impl Citation {
    /// The citation in a form.
    pub fn write(&self, format: CitationFormat) -> String {
        match format {
            CitationFormat::Text => self.text(),
            CitationFormat::BibTex => self.bibtex(),
            CitationFormat::Ris => self.ris(),
            CitationFormat::CslJson => {
                format!("{:#}\n", Value::Array(vec![self.csl()]))
            }
        }
    }

    /// A sentence: author, title, what it is, state, address, day of retrieval, source.
    fn text(&self) -> String {
        let issued = self.issued.map(|date| format!(" ({date})")).unwrap_or_default();
        let home = if self.dataset { String::new() } else { "Strategraph, ".to_owned() };
        let source =
            self.source.as_ref().map(|source| format!(" Source: {source}.")).unwrap_or_default();
        format!(
            "{}: “{}”, {}{issued}. {home}{}. {} (retrieved {}).{source}",
            self.author, self.title, self.part, self.state, self.url, self.retrieved
        )
    }

    fn bibtex(&self) -> String {
        let mut fields = vec![
            ("author", format!("{{{}}}", tex(&self.author))),
            ("title", format!("{{{}}}", tex(&self.title))),
        ];
        if let Some(date) = self.issued {
            fields.push(("year", date.year().to_string()));
        }
        fields.push(("howpublished", tex(&format!("Strategraph, {}: {}", self.state, self.part))));
        fields.push(("url", self.url.replace(['{', '}', '\\'], "")));
        fields.push(("urldate", self.retrieved.clone()));
        if let Some(source) = &self.source {
            fields.push(("note", tex(&format!("Source: {source}"))));
        }
        let lines: Vec<String> =
            fields.iter().map(|(name, value)| format!("  {name} = {{{value}}}")).collect();
        format!("@misc{{{},\n{}\n}}\n", self.key, lines.join(",\n"))
    }

    fn ris(&self) -> String {
        let mut lines = vec![
            ("TY", if self.dataset { "DATA" } else { "ELEC" }.to_owned()),
            ("ID", self.key.clone()),
            ("AU", self.author.clone()),
            ("TI", self.title.clone()),
            ("T2", "Strategraph".to_owned()),
        ];
        if let Some(date) = self.issued {
            lines.push(("PY", date.year().to_string()));
            lines.push(("DA", date.to_string().replace('-', "/")));
        }
        lines.push(("ET", self.state.clone()));
        lines.push(("UR", self.url.clone()));
        lines.push(("Y2", self.retrieved.replace('-', "/")));
        lines.push(("N1", self.part.clone()));
        if let Some(source) = &self.source {
            lines.push(("N1", format!("Source: {source}")));
        }
        lines.push(("ER", String::new()));
        let lines: Vec<String> =
            lines.iter().map(|(tag, value)| format!("{tag}  - {}\r\n", one_line(value))).collect();
        lines.concat()
    }

    /// The citation as an object of CSL-JSON.
    fn csl(&self) -> Value {
        let mut value = json!({
            "id": self.key,
            "type": if self.dataset { "dataset" } else { "webpage" },
            "author": [{ "literal": self.author }],
            "title": self.title,
            "container-title": "Strategraph",
            "genre": self.part,
            "version": self.state,
            "URL": self.url,
            "accessed": { "date-parts": [date_parts(&self.retrieved)] },
        });
        if let Some(date) = self.issued {
            value["issued"] = json!({ "date-parts": [date_parts(&PartialDate::to_string(&date))] });
        }
        if let Some(source) = &self.source {
            value["note"] = json!(format!("Source: {source}"));
        }
        value
    }
}

fn date_parts(date: &str) -> Vec<u32> {
    date.split('-').filter_map(|part| part.parse().ok()).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text in which nothing is a command of TeX.
fn tex(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        match character {
            '{' | '}' | '&' | '%' | '$' | '#' | '_' => {
                escaped.push('\\');
                escaped.push(character);
            }
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Citation {
        Citation {
            key: "strategraph-priority-a-revision-7".into(),
            author: "Kent & Medway".into(),
            title: "100% {of} us\nall".into(),
            part: "in the list “priorities”".into(),
            issued: Some("2024-01".parse().unwrap()),
            state: "revision 7".into(),
            url: "https://example.org/priorities/a".into(),
            retrieved: "2026-11-23".into(),
            source: Some("The strategy, https://example.org/s_1".into()),
            dataset: false,
        }
    }

    #[test]
    fn a_sentence_has_state_address_day_and_source() {
        let text = sample().write(CitationFormat::Text);
        for part in
            ["revision 7", "https://example.org/priorities/a", "retrieved 2026-11-23", "s_1"]
        {
            assert!(text.contains(part), "{text}");
        }
    }

    #[test]
    fn tex_runs_nothing_and_braces_balance() {
        let entry = sample().write(CitationFormat::BibTex);
        assert!(
            entry.contains(r"100\% \{of\} us all") && entry.contains(r"Kent \& Medway"),
            "{entry}"
        );
        let plain = entry.replace("\\{", "").replace("\\}", "");
        assert_eq!(plain.matches('{').count(), plain.matches('}').count(), "{entry}");
    }

    #[test]
    fn ris_has_one_line_for_each_tag_and_ends() {
        let ris = sample().write(CitationFormat::Ris);
        assert!(ris.starts_with("TY  - ELEC\r\n") && ris.ends_with("ER  - \r\n"), "{ris}");
        assert!(ris.lines().all(|line| line.get(2..6) == Some("  - ")), "{ris}");
        assert!(ris.contains("DA  - 2024/01\r\n") && ris.contains("Y2  - 2026/11/23\r\n"));
    }

    #[test]
    fn csl_has_dates_in_parts() {
        let value: Value = serde_json::from_str(&sample().write(CitationFormat::CslJson)).unwrap();
        assert_eq!(value[0]["issued"]["date-parts"], json!([[2024, 1]]));
        assert_eq!(value[0]["accessed"]["date-parts"], json!([[2026, 11, 23]]));
    }
}
