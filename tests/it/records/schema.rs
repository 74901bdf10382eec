//! `schema/record.schema.json` says to editors what the code reads: same words, same keys, and
//! every file of the seed is valid by it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use serde_json::Value;
use strategraph::{
    ingest::records::{EmbeddedSeed, SHAPES, SeedFiles as _},
    model::{
        ChangeKind, ChangeStatus, Confidence, Edition, ListRole, MappingRelation, PartnerKind,
        Region, SourceKind, Speaker, StrategyKind, Word,
    },
};

fn schema() -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("schema/record.schema.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn words<W: Word>(schema: &Value, name: &str) {
    let stated: Vec<&str> = schema["$defs"][name]["enum"]
        .as_array()
        .unwrap()
        .iter()
        .map(|word| word.as_str().unwrap())
        .collect();
    let known: Vec<&str> = W::ALL.iter().map(|value| value.word()).collect();
    assert_eq!(stated, known, "{name}");
}

#[test]
fn the_schema_has_the_words_of_the_model() {
    let schema = schema();
    words::<Region>(&schema, "region");
    words::<Edition>(&schema, "edition");
    words::<StrategyKind>(&schema, "strategy_kind");
    words::<ListRole>(&schema, "list_role");
    words::<PartnerKind>(&schema, "partner_kind");
    words::<SourceKind>(&schema, "source_kind");
    words::<Speaker>(&schema, "speaker");
    words::<ChangeKind>(&schema, "change_kind");
    words::<ChangeStatus>(&schema, "change_status");
    words::<Confidence>(&schema, "confidence");
    words::<MappingRelation>(&schema, "mapping_relation");
}

/// What `seed/acronyms.yaml` is made of: search reads that file, and its own test checks it.
const OF_SEARCH: [&str; 2] = ["acronyms", "acronym"];

#[test]
fn the_schema_has_the_keys_that_the_code_reads() {
    let schema = schema();
    let mut described: BTreeSet<&str> = schema["$defs"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, def)| def["type"] == "object")
        .map(|(name, _)| name.as_str())
        .filter(|name| !OF_SEARCH.contains(name))
        .collect();
    for shape in SHAPES {
        assert!(described.remove(shape.name), "the schema has no {}", shape.name);
        let def = &schema["$defs"][shape.name];
        let properties: BTreeSet<&str> =
            def["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(properties, shape.keys().collect(), "keys of {}", shape.name);
        let required: BTreeSet<&str> =
            def["required"].as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect();
        assert_eq!(
            required,
            shape.required.iter().copied().collect(),
            "needed keys of {}",
            shape.name
        );
        assert_eq!(def["additionalProperties"], false, "{}", shape.name);
        for key in shape.keys() {
            let nullable = allows_null(&def["properties"][key]);
            assert_eq!(nullable, shape.optional.contains(&key), "null for {} {key}", shape.name);
        }
    }
    assert!(described.is_empty(), "the code does not read {described:?}");
}

fn allows_null(property: &Value) -> bool {
    let among =
        |list: &Value, null: &Value| list.as_array().is_some_and(|list| list.contains(null));
    among(&property["type"], &Value::from("null"))
        || among(&property["anyOf"], &serde_json::json!({"type": "null"}))
}

/// A validator for the schema as a whole (`""`) or for one kind of file in it.
struct Validator {
    schemas: boon::Schemas,
    index: boon::SchemaIndex,
}

impl Validator {
    fn new(pointer: &str) -> Self {
        let mut schemas = boon::Schemas::new();
        let mut compiler = boon::Compiler::new();
        let address = "https://strategraph.invalid/record.json";
        compiler.add_resource(address, schema()).unwrap();
        let index = compiler.compile(&format!("{address}{pointer}"), &mut schemas);
        Self { index: index.unwrap_or_else(|error| panic!("{error}")), schemas }
    }

    fn check(&self, value: &Value) -> Result<(), String> {
        self.schemas.validate(value, self.index).map_err(|error| format!("{error:#}"))
    }
}

fn yaml(path: &str) -> Value {
    let text = String::from_utf8(EmbeddedSeed.read(path).unwrap().into_owned()).unwrap();
    let text = if path.starts_with("digests/") {
        text.split("---\n").nth(1).unwrap().to_owned()
    } else {
        text
    };
    serde_saphyr::from_str(&text).unwrap()
}

/// The kind of a file of the seed; `None` for what is no YAML.
fn kind(path: &str) -> Option<&str> {
    match path.split_once('/') {
        Some(("partnerships", _)) => Some("partnership"),
        Some(("digests", _)) => Some("digest"),
        _ => path.strip_suffix(".yaml"),
    }
}

#[test]
fn every_file_of_the_seed_is_valid_by_the_schema() {
    let whole = Validator::new("");
    let mut kinds: BTreeMap<String, Validator> = BTreeMap::new();
    let mut count = 0;
    for path in EmbeddedSeed.paths().unwrap() {
        let Some(kind) = kind(&path) else { continue };
        let value = yaml(&path);
        let pointer = format!("#/$defs/{kind}");
        let own = kinds.entry(pointer).or_insert_with_key(|pointer| Validator::new(pointer));
        for validator in [own, &whole] {
            validator.check(&value).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
        count += 1;
    }
    assert_eq!(count, 42 + 62 + 4);
}

#[test]
fn the_schema_refuses_what_the_code_refuses() {
    let validator = Validator::new("#/$defs/partnership");
    let good = yaml("partnerships/sussex.yaml");
    let broken: [fn(&mut Value); 4] = [
        |record| record["region"] = "south".into(),
        |record| record["coverag"] = "high".into(),
        |record| record["slug"] = Value::Null,
        |record| record["strategies"][0]["published"] = "May 2023".into(),
    ];
    for edit in broken {
        let mut record = good.clone();
        edit(&mut record);
        assert!(validator.check(&record).is_err(), "{record:#}");
    }
}

#[test]
fn every_yaml_file_tells_editors_its_schema() {
    for path in EmbeddedSeed.paths().unwrap() {
        let Some(name) = path.strip_suffix(".yaml") else { continue };
        let text = String::from_utf8(EmbeddedSeed.read(&path).unwrap().into_owned()).unwrap();
        let (up, kind) = if name.contains('/') { ("../../", "partnership") } else { ("../", name) };
        let expected =
            format!("# yaml-language-server: $schema={up}schema/record.schema.json#/$defs/{kind}");
        assert_eq!(text.lines().next(), Some(expected.as_str()), "{path}");
    }
}
