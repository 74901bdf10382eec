//! The arrays of a pack as bytes, for the file in which packs are kept. What follows from them (which
//! passages are about a theme) is made again when they are read.

use super::pack::{Columns, PartnerTag, Row, ThemeTag};
use crate::model::{AssertionMethod, Slug, Word as _};

/// Writes the columns of a pack.
pub(super) fn write(columns: &Columns) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(20 * columns.rows.len() + 8 * columns.themes.len() + 64);
    count(&mut bytes, columns.rows.len());
    for row in &columns.rows {
        for number in [row.position, row.details, row.themes, row.partners, row.is_body.into()] {
            bytes.extend(number.to_le_bytes());
        }
    }
    count(&mut bytes, columns.themes.len());
    for tag in &columns.themes {
        bytes.extend(tag.theme.to_le_bytes());
        bytes.extend(tag.position.to_le_bytes());
        bytes.push(method_number(tag.method));
    }
    count(&mut bytes, columns.partners.len());
    for tag in &columns.partners {
        bytes.extend(tag.partner.to_le_bytes());
        bytes.push(method_number(tag.method));
    }
    count(&mut bytes, columns.irregular.len());
    for (place, slug) in &columns.irregular {
        bytes.extend(place.to_le_bytes());
        count(&mut bytes, slug.len());
        bytes.extend(slug.as_bytes());
    }
    bytes
}

/// The columns that were written so; `None` for other bytes.
pub(super) fn read(bytes: &[u8]) -> Option<Columns> {
    let mut reader = Reader(bytes);
    let mut columns = Columns::default();
    for _ in 0..reader.number()? {
        columns.rows.push(Row {
            position: reader.number()?,
            details: reader.number()?,
            themes: reader.number()?,
            partners: reader.number()?,
            is_body: reader.number()? != 0,
        });
    }
    for _ in 0..reader.number()? {
        columns.themes.push(ThemeTag {
            theme: reader.number()?,
            position: u16::from_le_bytes(reader.take()?),
            method: reader.method()?,
        });
    }
    for _ in 0..reader.number()? {
        let tag = PartnerTag { partner: reader.number()?, method: reader.method()? };
        columns.partners.push(tag);
    }
    for _ in 0..reader.number()? {
        let (place, length) = (reader.number()?, reader.number()?);
        columns.irregular.insert(place, reader.slug(length as usize)?);
    }
    (reader.0.is_empty() && columns.is_sound()).then_some(columns)
}

fn count(into: &mut Vec<u8>, count: usize) {
    into.extend(u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
}

fn method_number(method: AssertionMethod) -> u8 {
    let place = AssertionMethod::ALL.iter().position(|it| *it == method);
    place.and_then(|place| u8::try_from(place).ok()).unwrap_or_default()
}

struct Reader<'bytes>(&'bytes [u8]);

impl Reader<'_> {
    fn take<const LENGTH: usize>(&mut self) -> Option<[u8; LENGTH]> {
        let (taken, rest) = self.0.split_first_chunk::<LENGTH>()?;
        self.0 = rest;
        Some(*taken)
    }

    fn number(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn method(&mut self) -> Option<AssertionMethod> {
        let [number] = self.take()?;
        AssertionMethod::ALL.get(usize::from(number)).copied()
    }

    fn slug(&mut self, length: usize) -> Option<Slug> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(taken).ok().map(Slug::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Columns {
        let row = Row { position: 7, details: 300, themes: 1, partners: 1, is_body: true };
        let method = AssertionMethod::Proposed;
        Columns {
            rows: vec![row],
            themes: vec![ThemeTag { theme: 80_000, position: 3, method }],
            partners: vec![PartnerTag { partner: 2, method }],
            irregular: [(0, "d.seven".into())].into(),
        }
    }

    #[test]
    fn columns_read_back() {
        assert_eq!(read(&write(&columns())), Some(columns()));
        assert_eq!(read(&write(&Columns::default())), Some(Columns::default()));
    }

    #[test]
    fn bytes_that_are_cut_or_lead_past_the_end_are_no_columns() {
        let bytes = write(&columns());
        for length in 0..bytes.len() {
            assert_eq!(read(&bytes[..length]), None, "{length} bytes");
        }
        let far = Row { themes: 2, ..columns().rows[0] };
        assert_eq!(read(&write(&Columns { rows: vec![far], ..columns() })), None);
    }
}
