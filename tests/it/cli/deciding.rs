//! `strategraph token` and `strategraph review`: who may write, and what is decided.

use std::{fs, io::Write as _, process::Stdio};

use serde_json::Value;

use super::{Home, printed};

/// A document that names an organisation of the register that is no member of the partnership.
const DOCUMENT: &str =
    "# Our plan\n\nThe plan was written with Birmingham City Council and Liverpool City Council.\n";

fn json_of(home: &Home, arguments: &[&str]) -> Value {
    let output = home.run(&[arguments, &["--format", "json"]].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn with_document() -> Home {
    let home = Home::new();
    fs::write(home.path().join("plan.md"), DOCUMENT).unwrap();
    let output = home.run(&["ingest", "plan.md", "--partnership", "kent-and-medway"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(printed(&output.stdout).contains("2 proposals to review"), "{output:?}");
    home
}

fn ids(list: &Value) -> Vec<String> {
    let rows = list.as_array().unwrap();
    rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn proposals_are_listed_with_their_passage_and_decided_without_being_asked() {
    let home = with_document();
    let list = json_of(&home, &["review", "--partnership", "kent-and-medway"]);
    let ids = ids(&list);
    assert_eq!(ids.len(), 2, "{list:#}");
    assert_eq!((&list[0]["kind"], &list[0]["status"]), (&"partner".into(), &"proposed".into()));
    let passage = list[0]["evidence"][0]["passage"].as_str().unwrap();
    assert!(passage.contains(list[0]["evidence"][0]["quote"].as_str().unwrap()), "{list:#}");
    let accepted = json_of(&home, &["review", "--accept", &ids[0]]);
    assert_eq!(accepted[0]["status"], "accepted");
    assert!(accepted[0]["fact"].as_str().unwrap().starts_with("kent-and-medway."), "{accepted:#}");
    let reason = ["review", "--reject", &ids[1], "--reason", "only a neighbour"];
    assert_eq!(json_of(&home, &reason)[0]["status"], "rejected");
    assert_eq!(json_of(&home, &["review"]), Value::Array(vec![]));
    let rejected = json_of(&home, &["review", "--status", "rejected"]);
    assert_eq!(rejected[0]["reason"], "only a neighbour");
    assert_eq!(rejected[0]["decidedBy"], "strategraph review");
}

#[test]
fn each_proposal_is_asked_for_where_that_is_wanted() {
    let home = with_document();
    let mut command = home.command(&["review", "--ask"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut process = command.spawn().unwrap();
    process.stdin.take().unwrap().write_all(b"a\nthey said so\ns\n").unwrap();
    let output = process.wait_with_output().unwrap();
    let text = printed(&output.stdout);
    assert!(text.contains("[1 of 2]") && text.contains("written with"), "{text}");
    assert!(text.contains("accepted as kent-and-medway."), "{text}");
    assert_eq!(json_of(&home, &["review"]).as_array().unwrap().len(), 1, "the skipped one waits");
}

#[test]
fn what_does_not_exist_is_named_with_the_nearest() {
    let home = with_document();
    for (arguments, code, says) in [
        (&["review", "--accept", "nobody"][..], 2, "nobody"),
        (&["review", "--partnership", "kent-and-medwy"], 2, "kent-and-medway"),
        (&["review", "--status", "open"], 2, "rejected"),
        (&["token", "revoke", "nobody"], 2, "no tokens yet"),
    ] {
        let output = home.run(arguments);
        assert_eq!(output.status.code(), Some(code), "{output:?}");
        assert!(printed(&output.stderr).contains(says), "{arguments:?} {output:?}");
    }
}

#[test]
fn a_token_is_shown_once_listed_without_its_secret_and_revoked() {
    let home = Home::new();
    let create = ["token", "create", "--role", "curator", "--name", "Ada", "--expires", "30d"];
    let made = json_of(&home, &create);
    let word = made["token"].as_str().unwrap();
    assert!(word.starts_with("strategraph_") && word.len() > 50, "{made:#}");
    let output = home.run(&["token", "list"]);
    let text = printed(&output.stdout);
    assert!(text.contains("Ada") && text.contains("curator") && text.contains("valid"), "{text}");
    assert!(!text.contains(word) && !text.contains("argon2"), "{text}");
    let output = home.run(&["token", "revoke", "Ada"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(json_of(&home, &["token", "list"])[0]["state"], "revoked");
    let again = home.run(&create);
    assert_eq!(again.status.code(), Some(1), "{again:?}");
    assert!(printed(&again.stderr).contains("another name"), "{again:?}");
    assert!(!printed(&again.stderr).contains("strategraph_"), "no token in the log: {again:?}");
}
