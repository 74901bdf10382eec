//! The packs of one revision on disk, beside the search index: a start reads them in place of the
//! rows, and what is only shown of a passage stays there.
//!
//! Details and columns of packs stand in one file, one pack after the other; those that are new are
//! added at its end. The list beside it says which of them belong to which revision and lineage, with a
//! checksum of itself and of the columns; details have theirs with each passage. Everything in the
//! folder is derived and may be deleted. Not here: bytes (`bytes.rs`, `details.rs`).

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{
    Passages, bytes,
    file::{PackFile, PackWriter},
    pack::{Details, Kept, Pack},
};
use crate::model::{Point, Slug};

/// Inside the directory that was given.
const FOLDER: &str = "passages";
/// The list of what belongs to which revision.
const LIST: &str = "list.json";
/// Of this form; another one is made anew.
const FORM: u32 = 1;
/// Passages up to this size are checked byte by byte when they are opened.
const FULLY_CHECKED: u64 = 128 << 20;
/// The file is written anew when more than this, and more than half of it, belongs to no passage.
const MOST_UNUSED: u64 = 8 << 20;

/// What belongs to a revision.
#[derive(Debug, Serialize, Deserialize)]
struct List {
    form: u32,
    revision: i64,
    lineage: String,
    file: String,
    themes: Vec<Slug>,
    partners: Vec<Slug>,
    /// Document, where its pack begins, length of the details, length and checksum of the columns.
    packs: Vec<(Slug, u64, u32, u32, u32)>,
}

/// Why kept passages cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unusable {
    /// There are none.
    Missing,
    /// They are of another revision, or of another record.
    OtherPoint,
    /// They were kept by another version of the program.
    OtherForm,
    /// They are not what was written, and this is where.
    Damaged(String),
}

impl fmt::Display for Unusable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => formatter.write_str("there were none"),
            Self::OtherPoint => formatter.write_str("they were of another revision"),
            Self::OtherForm => formatter.write_str("another version of the program kept them"),
            Self::Damaged(what) => write!(formatter, "they were damaged: {what}"),
        }
    }
}

impl Passages {
    /// The passages that are kept under a directory, if they are of this point of the record and
    /// whole, as far as a start can look.
    ///
    /// # Errors
    /// Why they cannot be used.
    pub fn open(directory: &Path, point: &Point) -> Result<Self, Unusable> {
        let (passages, size) = open(&directory.join(FOLDER), Some(point))?;
        if size <= FULLY_CHECKED {
            passages.find_damaged().map_or(Ok(()), |document| Err(damaged(document)))?;
        }
        Ok(passages)
    }

    /// Where they are kept under a directory.
    pub fn folder(directory: &Path) -> PathBuf {
        directory.join(FOLDER)
    }

    /// What is wrong with the passages that are kept under a directory, of whatever revision they are;
    /// `None` where they are whole or there are none. Reads everything, however much.
    pub fn find_damage(directory: &Path) -> Option<Unusable> {
        match open(&directory.join(FOLDER), None) {
            Ok((passages, _)) => passages.find_damaged().map(damaged),
            Err(Unusable::Missing) => None,
            Err(unusable) => Some(unusable),
        }
    }

    /// The same passages, with what is only shown of them kept under a directory, as those of this
    /// point of the record.
    ///
    /// # Errors
    /// Where the directory cannot be written to; then what was kept before may have to be made anew.
    pub fn keep(&self, directory: &Path, point: &Point) -> io::Result<Self> {
        let folder = directory.join(FOLDER);
        fs::create_dir_all(&folder)?;
        let (name, end) = self.find_room(&folder)?;
        let mut writer = PackWriter::open(&folder, &name, end)?;
        let file = Arc::new(PackFile::open(&folder, name)?);
        let mut packs = Vec::with_capacity(self.packs.len());
        for pack in &self.packs {
            packs.push(match &pack.details {
                Details::Kept(kept) if kept.file.name == file.name => pack.clone(),
                details => Arc::new(add(pack, details, &file, &mut writer)?),
            });
        }
        writer.finish()?;
        let mut kept = self.clone();
        kept.set_packs(packs);
        kept.write_list(&folder, point, &file.name)?;
        remove_others(&folder, &file.name);
        Ok(kept)
    }

    /// The file to which packs are added, and where it ends: that in which packs of these passages stand
    /// already, if it is there and most of it is used, else a new one.
    fn find_room(&self, folder: &Path) -> io::Result<(String, u64)> {
        let kept = || {
            self.packs.iter().filter_map(|pack| match &pack.details {
                Details::Kept(kept) => Some(kept),
                Details::Here(_) => None,
            })
        };
        let Some(first) = kept().next() else { return Ok((new_name(folder)?, 0)) };
        let of_file = |it: &&Kept| it.file.name == first.file.name;
        let used: u64 = kept().filter(of_file).map(Kept::size).sum();
        if let Ok(file) = PackFile::open(folder, first.file.name.clone()) {
            let size = file.size()?;
            if size >= used && size - used <= MOST_UNUSED.max(used) {
                return Ok((file.name, size));
            }
        }
        Ok((new_name(folder)?, 0))
    }

    fn write_list(&self, folder: &Path, point: &Point, file: &str) -> io::Result<()> {
        let entry = |pack: &Arc<Pack>| match &pack.details {
            Details::Kept(kept) => {
                Some((pack.document.clone(), kept.begin, kept.details, kept.columns, kept.checksum))
            }
            Details::Here(_) => None,
        };
        let list = List {
            form: FORM,
            revision: point.revision,
            lineage: point.lineage.clone(),
            file: file.to_owned(),
            themes: self.theme_names().to_vec(),
            partners: self.partner_names().to_vec(),
            packs: self.packs.iter().filter_map(entry).collect(),
        };
        let json = serde_json::to_vec(&list)?;
        let mut text = format!("{:08x}\n", crc32fast::hash(&json)).into_bytes();
        text.extend(json);
        let unfinished = folder.join("list.unfinished");
        fs::write(&unfinished, text)?;
        fs::rename(unfinished, folder.join(LIST))
    }

    /// The first document of which not every passage is as it was written.
    fn find_damaged(&self) -> Option<&Slug> {
        self.packs.iter().find(|pack| !pack.is_whole()).map(|pack| &pack.document)
    }
}

impl Kept {
    fn size(&self) -> u64 {
        u64::from(self.details) + u64::from(self.columns)
    }
}

fn open(folder: &Path, point: Option<&Point>) -> Result<(Passages, u64), Unusable> {
    let list = read_list(&folder.join(LIST))?;
    let of = Point { revision: list.revision, lineage: list.lineage };
    if point.is_some_and(|point| *point != of) {
        return Err(Unusable::OtherPoint);
    }
    let file = PackFile::open(folder, list.file).map_err(damaged)?;
    let (file, size) = (Arc::new(file), file_size(&folder.join(LIST)));
    let mut packs = Vec::with_capacity(list.packs.len());
    for (document, begin, details, columns, checksum) in list.packs {
        let kept = Kept { file: file.clone(), begin, details, columns, checksum };
        packs.push(read(&document, kept).ok_or_else(|| damaged(document))?);
    }
    if !packs.is_sorted_by(|one: &Arc<Pack>, other| one.document < other.document) {
        return Err(damaged("the list of documents"));
    }
    let (themes, partners) = (list.themes.into_iter(), list.partners.into_iter());
    let mut passages =
        Passages { themes: themes.collect(), partners: partners.collect(), ..Passages::default() };
    passages.set_packs(packs);
    Ok((passages, size + file.size().unwrap_or_default()))
}

fn read_list(path: &PathBuf) -> Result<List, Unusable> {
    let text = match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Unusable::Missing),
        text => text.map_err(damaged)?,
    };
    let split = text.iter().position(|byte| *byte == b'\n').map(|at| text.split_at(at));
    let (sum, json) = split.ok_or_else(|| damaged(LIST))?;
    let json = &json[1..];
    if sum != format!("{:08x}", crc32fast::hash(json)).as_bytes() {
        return Err(damaged(LIST));
    }
    let list: List = serde_json::from_slice(json).map_err(|_| Unusable::OtherForm)?;
    if list.form == FORM { Ok(list) } else { Err(Unusable::OtherForm) }
}

fn read(document: &Slug, kept: Kept) -> Option<Arc<Pack>> {
    let begin = kept.begin + u64::from(kept.details);
    let columns = kept.file.read(begin, kept.columns as usize, |bytes| {
        (crc32fast::hash(bytes) == kept.checksum).then(|| bytes::read(bytes))?
    })?;
    let ends = columns.rows.last().map_or(0, |row| row.details);
    (ends == kept.details)
        .then(|| Arc::new(Pack::with(document.clone(), columns, Details::Kept(kept))))
}

/// Writes a pack at the end of a file.
fn add(
    pack: &Pack,
    details: &Details,
    file: &Arc<PackFile>,
    writer: &mut PackWriter,
) -> io::Result<Pack> {
    let columns = bytes::write(&pack.columns);
    let begin = match details {
        Details::Here(bytes) => writer.add(bytes)?,
        Details::Kept(kept) => {
            let copy = |bytes: &[u8]| Some(writer.add(bytes));
            let copied = kept.file.read(kept.begin, kept.details as usize, copy);
            copied.unwrap_or_else(|| Err(io::Error::other("kept passages cannot be read")))?
        }
    };
    writer.add(&columns)?;
    let kept = Kept {
        file: file.clone(),
        begin,
        details: pack.columns.rows.last().map_or(0, |row| row.details),
        columns: u32::try_from(columns.len()).map_err(io::Error::other)?,
        checksum: crc32fast::hash(&columns),
    };
    Ok(Pack::with(pack.document.clone(), pack.columns.clone(), Details::Kept(kept)))
}

/// What else is in the folder belongs to nobody; views that read from it hold it open.
fn remove_others(folder: &Path, name: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let other = entry.file_name();
        if other != name && other != LIST {
            // What stays is removed another time.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// A name that no file of packs has: from those that are there, earlier views may still read.
fn new_name(folder: &Path) -> io::Result<String> {
    let mut last: u64 = 0;
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let number = name.to_str().and_then(|it| it.strip_prefix("packs-")?.parse().ok());
        last = last.max(number.unwrap_or_default());
    }
    Ok(format!("packs-{}", last + 1))
}

fn file_size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |data| data.len())
}

#[expect(clippy::needless_pass_by_value, reason = "errors are handed over as they come")]
fn damaged(what: impl ToString) -> Unusable {
    Unusable::Damaged(what.to_string())
}
