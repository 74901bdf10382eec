//! Which pages are looked at: every kind of page, and the states in which it differs most.

use crate::served::served;

/// An address for each kind of page, and for its empty, failing and largest states.
pub(crate) const ADDRESSES: &[&str] = &[
    "/",
    "/?theme=end-of-life-and-dying-well",
    "/search?q=end+of+life",
    "/search?q=%22best+start%22+-school&kind=priority",
    "/search?q=end+of+life&group=kind",
    "/search?q=zzzzqqqq",
    "/search?q=hospise",
    "/search",
    "/partnerships",
    "/partnerships/kent-and-medway",
    "/partnerships/lancashire-and-south-cumbria",
    "/regions",
    "/regions/south-east",
    "/themes",
    "/themes/best-start-in-life",
    "/themes/end-of-life-and-dying-well",
    "/compare",
    "/compare?partnership=kent-and-medway&partnership=gloucestershire&partnership=devon",
    "/compare?region=london&open=prevention",
    "/strategies/lancashire-and-south-cumbria-2023/changes",
    "/strategies/lancashire-and-south-cumbria-2023/changes?from=lancashire-and-south-cumbria-2022-draft&layout=inline",
    "/documents/kent-and-medway-s1?theme=self-care-and-empowerment",
    "/graph?of=theme:best-start-in-life",
    "/quotation?text=best+start+in+life",
    "/cite/theme/best-start-in-life",
    "/style",
    "/partners",
    "/programmes",
    "/documents",
    "/frameworks",
    "/about",
    "/nowhere",
    "/partnerships/kent-and-medwy",
];

/// The addresses above, and one of the sitemap for each kind of page that is not among them: so
/// a new kind of page is looked at without being listed here.
pub(crate) fn all_addresses() -> Vec<String> {
    let mut addresses: Vec<String> = ADDRESSES.iter().map(ToString::to_string).collect();
    for address in sitemap() {
        let kind = kind_of(&address);
        if !addresses.iter().any(|known| kind_of(known) == kind) {
            addresses.push(address);
        }
    }
    addresses
}

/// The paths in the sitemap.
fn sitemap() -> Vec<String> {
    let origin = &served().origin;
    let text = served().body("/sitemap.xml");
    let addresses = text.split("<loc>").skip(1).map(|rest| rest.split('<').next().unwrap());
    let paths: Vec<String> = addresses
        .map(|address| address.trim_start_matches(origin.as_str()).to_owned())
        .map(|path| if path.is_empty() { "/".to_owned() } else { path })
        .collect();
    assert!(paths.len() > 500, "the sitemap has only {} addresses", paths.len());
    assert!(paths.iter().all(|path| path.starts_with('/')), "{:?}", paths.first());
    paths
}

/// The shape of an address: `/themes/x/y` is of the kind `themes//y`, a slug being any second part.
fn kind_of(address: &str) -> String {
    let path = address.split('?').next().unwrap_or_default();
    let mut parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    if let Some(slug) = parts.get_mut(1) {
        *slug = "";
    }
    parts.join("/")
}
