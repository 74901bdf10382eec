//! Passages that are nothing but the name of a body or of a kind of organisation, and lists of them:
//! who stands there takes part, whatever else the words would mean. What names a body is told in
//! `organisations`, what names a kind in `kinds`.

use super::{
    kinds::{KindFound, Kinds},
    organisations,
    participants::Named,
    spot::Spot,
};
use crate::model::PassageKind;

/// Which items stand in a list of those who take part: most of its items are nothing but names of
/// bodies and kinds, and one at least is a name.
pub(super) fn lists_of_members(spots: &[Spot<'_>], whole: &[bool], kinds: &Kinds) -> Vec<bool> {
    let mut members = vec![false; spots.len()];
    let is_item = |place: usize| {
        spots[place].node.passage.is_some_and(|passage| passage.kind == PassageKind::ListItem)
    };
    let mut first = 0;
    while first < spots.len() {
        let length = (first..spots.len()).take_while(|place| is_item(*place)).count();
        let run = first..first + length;
        let named = run.clone().filter(|place| whole[*place]).count();
        let is_kind = |place: &usize| {
            let text = spots[*place].text();
            only_kind(text, &kinds.find(text)).is_some()
        };
        if named >= 1 && (named + run.clone().filter(is_kind).count()) * 3 >= length * 2 {
            members[run].fill(true);
        }
        first += length.max(1);
    }
    members
}

/// Whether a passage is nothing but the name of a body.
pub(super) fn is_whole_name(spot: &Spot<'_>, named: &[Named]) -> bool {
    let text = spot.text().trim().trim_end_matches([',', ';', '.']);
    let bare = text.strip_prefix("The ").unwrap_or(text);
    if spot.node.is_heading() || text.len() > 100 {
        return false;
    }
    named.iter().any(|name| !name.generic && name.to - name.from >= bare.len())
        || organisations::find(spot, 0..spot.words.len())
            .iter()
            .any(|(name, _)| name.len() >= bare.len())
}

/// The kind that a text names, of those found in it, where it names nothing else: “the NHS”, “and local schools”,
/// “charities, like Vale People First”.
pub(super) fn only_kind(text: &str, kinds: &[KindFound]) -> Option<KindFound> {
    const BEFORE: &[&str] = &["and ", "the ", "local ", "our ", "other ", "some "];
    const EXAMPLES: &[&str] = &[", like ", ", such as ", " such as ", ", including ", " like "];
    let first = kinds.first().copied().filter(|kind| kind.strong)?;
    let end = EXAMPLES.iter().filter_map(|joint| text.find(joint)).min().unwrap_or(text.len());
    let mut bare = text[..end].trim().trim_end_matches([',', ';', '.']);
    while let Some(rest) = BEFORE.iter().find_map(|word| bare.strip_prefix(word)) {
        bare = rest;
    }
    (first.to - first.from >= bare.len()).then_some(first)
}
