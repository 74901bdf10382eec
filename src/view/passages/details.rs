//! What is asked of a passage only when it is shown, in bytes: its text and headings, where it
//! stands, and the places of its themes and partners in it.
//!
//! Numbers are written seven bits at a time, texts with their length before them. Before the bytes of
//! a passage stands their checksum, because they may be read from a file long after it was opened.
//! Not here: what is asked of passages that are not shown (`pack.rs`).

use crate::model::{AssertionMethod, Passage, PassagePartner, PassageTheme, Slug, Span, Word};

/// Writes the details of a passage after what is there.
pub(super) fn write(
    into: &mut Vec<u8>,
    passage: &Passage,
    themes: &[&PassageTheme],
    partners: &[&PassagePartner],
) {
    let began = into.len();
    into.extend([0; 4]);
    let mut head = Vec::with_capacity(passage.text.len() + 64);
    write_passage(&mut head, passage);
    number(into, head.len() as u64);
    into.append(&mut head);
    for row in themes {
        write_identity(into, &row.id, &passage.slug, &row.theme);
        signed(into, row.position);
        word(into, row.method);
        match row.confidence {
            Some(confidence) => {
                into.push(1);
                into.extend(confidence.to_le_bytes());
            }
            None => into.push(0),
        }
        write_spans(into, &row.spans);
    }
    for row in partners {
        write_identity(into, &row.id, &passage.slug, &row.partner);
        word(into, row.method);
        write_spans(into, &row.spans);
    }
    let sum = crc32fast::hash(&into[began + 4..]);
    into[began..began + 4].copy_from_slice(&sum.to_le_bytes());
}

fn write_passage(into: &mut Vec<u8>, passage: &Passage) {
    signed(into, passage.position);
    word(into, passage.kind);
    number(into, passage.headings.len() as u64);
    passage.headings.iter().for_each(|heading| text(into, heading));
    match passage.page {
        Some(page) => {
            into.push(1);
            signed(into, page);
        }
        None => into.push(0),
    }
    signed(into, passage.start);
    signed(into, passage.end);
    text(into, &passage.text);
}

/// An identity that is made of two others, as it should be, takes one byte.
fn write_identity(into: &mut Vec<u8>, id: &str, passage: &str, name: &str) {
    if is_made_of(id, passage, name) {
        into.push(0);
    } else {
        into.push(1);
        text(into, id);
    }
}

fn is_made_of(id: &str, passage: &str, name: &str) -> bool {
    id.strip_prefix(passage).and_then(|rest| rest.strip_prefix('.')) == Some(name)
}

fn write_spans(into: &mut Vec<u8>, spans: &[Span]) {
    number(into, spans.len() as u64);
    for span in spans {
        number(into, span.start as u64);
        number(into, span.end as u64);
        text(into, &span.matched);
    }
}

fn number(into: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        into.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    into.push(number.to_le_bytes()[0]);
}

fn signed(into: &mut Vec<u8>, value: i64) {
    number(into, ((value << 1) ^ (value >> 63)).cast_unsigned());
}

fn text(into: &mut Vec<u8>, text: &str) {
    number(into, text.len() as u64);
    into.extend(text.as_bytes());
}

fn word<W: Word>(into: &mut Vec<u8>, value: W) {
    let place = W::ALL.iter().position(|it| *it == value).unwrap_or_default();
    number(into, place as u64);
}

/// The details of one passage, to be read.
pub(super) struct Details<'bytes> {
    head: Reader<'bytes>,
    tags: Reader<'bytes>,
}

impl<'bytes> Details<'bytes> {
    /// Of these bytes; `None` where they are not those that were written.
    pub(super) fn of(bytes: &'bytes [u8]) -> Option<Self> {
        let (sum, rest) = bytes.split_first_chunk::<4>()?;
        if u32::from_le_bytes(*sum) != crc32fast::hash(rest) {
            return None;
        }
        let mut reader = Reader(rest);
        let length = reader.size()?;
        Some(Self { head: Reader(reader.take(length)?), tags: reader })
    }

    /// The passage of this identity.
    pub(super) fn passage(mut self, slug: Slug, document: Slug) -> Option<Passage> {
        let read = &mut self.head;
        let (position, kind) = (read.signed()?, read.word()?);
        let headings = read.size()?;
        let headings = (0..headings).map(|_| read.text()).collect::<Option<_>>()?;
        let page = if read.flag()? { Some(read.signed()?) } else { None };
        let (start, end, text) = (read.signed()?, read.signed()?, read.text()?);
        Some(Passage { slug, document, position, kind, headings, page, start, end, text })
    }

    /// Its theme at a place among its themes.
    pub(super) fn theme(
        mut self,
        place: usize,
        passage: &Slug,
        name: &Slug,
    ) -> Option<PassageTheme> {
        let read = &mut self.tags;
        (0..place).try_for_each(|_| read.theme().map(|_| ()))?;
        let (id, position, method, confidence, spans) = read.theme()?;
        let id = id.of(passage, name);
        let (passage, theme) = (passage.clone(), name.clone());
        Some(PassageTheme { id, passage, theme, position, method, confidence, spans })
    }

    /// Its partner at a place among its partners, which stand after so many themes.
    pub(super) fn partner(
        mut self,
        themes: usize,
        place: usize,
        passage: &Slug,
        name: &Slug,
    ) -> Option<PassagePartner> {
        let read = &mut self.tags;
        (0..themes).try_for_each(|_| read.theme().map(|_| ()))?;
        (0..place).try_for_each(|_| read.partner().map(|_| ()))?;
        let (id, method, spans) = read.partner()?;
        let id = id.of(passage, name);
        Some(PassagePartner { id, passage: passage.clone(), partner: name.clone(), method, spans })
    }
}

/// An identity, if it is not made of the names of passage and theme or partner.
struct Identity(Option<Slug>);

impl Identity {
    fn of(self, passage: &str, name: &str) -> Slug {
        self.0.unwrap_or_else(|| format!("{passage}.{name}").into())
    }
}

/// What is written of a theme beside its name: identity where it is a special one, position, method,
/// confidence, places.
type ThemeParts = (Identity, i64, AssertionMethod, Option<f64>, Vec<Span>);

/// Bytes from which is read; nothing in them can make it fail otherwise than by `None`.
struct Reader<'bytes>(&'bytes [u8]);

impl<'bytes> Reader<'bytes> {
    fn take(&mut self, length: usize) -> Option<&'bytes [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let [byte] = self.take(1)? else { return None };
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn signed(&mut self) -> Option<i64> {
        let value = self.number()?;
        Some((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }

    fn text(&mut self) -> Option<String> {
        let length = self.size()?;
        Some(std::str::from_utf8(self.take(length)?).ok()?.to_owned())
    }

    fn word<W: Word>(&mut self) -> Option<W> {
        W::ALL.get(self.size()?).copied()
    }

    fn flag(&mut self) -> Option<bool> {
        Some(self.number()? != 0)
    }

    fn identity(&mut self) -> Option<Identity> {
        Some(Identity(if self.flag()? { Some(self.text()?.into()) } else { None }))
    }

    fn theme(&mut self) -> Option<ThemeParts> {
        let (id, position, method) = (self.identity()?, self.signed()?, self.word()?);
        let confidence = if self.flag()? {
            Some(f64::from_le_bytes(self.take(8)?.try_into().ok()?))
        } else {
            None
        };
        Some((id, position, method, confidence, self.spans()?))
    }

    fn partner(&mut self) -> Option<(Identity, AssertionMethod, Vec<Span>)> {
        Some((self.identity()?, self.word()?, self.spans()?))
    }

    fn spans(&mut self) -> Option<Vec<Span>> {
        let count = self.size()?;
        let mut span =
            || Some(Span { start: self.size()?, end: self.size()?, matched: self.text()? });
        (0..count).map(|_| span()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PassageKind;

    fn passage() -> Passage {
        Passage {
            slug: "d.7".into(),
            document: "d".into(),
            position: 7,
            kind: PassageKind::ListItem,
            headings: vec!["One".into(), "“Two”".into()],
            page: Some(300),
            start: 70_000,
            end: 70_012,
            text: "Living well…".into(),
        }
    }

    fn theme(id: &str, confidence: Option<f64>) -> PassageTheme {
        PassageTheme {
            id: id.into(),
            passage: "d.7".into(),
            theme: "work".into(),
            position: -1,
            method: AssertionMethod::Proposed,
            confidence,
            spans: vec![Span { start: 0, end: 200, matched: "living".into() }],
        }
    }

    fn partner() -> PassagePartner {
        PassagePartner {
            id: "d.7.council".into(),
            passage: "d.7".into(),
            partner: "council".into(),
            method: AssertionMethod::Accepted,
            spans: Vec::new(),
        }
    }

    #[test]
    fn everything_reads_back() {
        let (one, other, named) = (theme("d.7.work", Some(0.1)), theme("odd", None), partner());
        let mut bytes = Vec::new();
        write(&mut bytes, &passage(), &[&one, &other], &[&named]);
        let details = || Details::of(&bytes).unwrap();
        let (slug, work) = ("d.7".into(), "work".into());
        assert_eq!(details().passage("d.7".into(), "d".into()), Some(passage()));
        assert_eq!(details().theme(0, &slug, &work), Some(one));
        assert_eq!(details().theme(1, &slug, &work), Some(other));
        assert_eq!(details().partner(2, 0, &slug, &"council".into()), Some(named));
        assert_eq!(details().partner(2, 1, &slug, &work), None, "there is one");
    }

    #[test]
    fn no_byte_can_change_unnoticed() {
        let mut bytes = Vec::new();
        write(&mut bytes, &passage(), &[], &[]);
        for place in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[place] ^= 4;
            assert!(Details::of(&damaged).is_none(), "byte {place}");
        }
        assert!(Details::of(&bytes[..bytes.len() - 1]).is_none());
        assert!(Details::of(&[]).is_none());
    }
}
