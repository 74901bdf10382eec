//! The small record that most tests of search ask.

use strategraph::model::{
    AssertionMethod, Edition, Framework, MappingRelation, Record, Region, Topic, TopicMapping,
};

use super::records::{
    add_document, add_measure, add_partner, add_partnership, add_passage, add_passage_theme,
    add_priority, add_programme, add_strategy, add_theme, slug,
};

/// Two partnerships, three strategies, and one of everything that is searched.
pub(super) fn sample() -> Record {
    let mut record = Record::default();
    add_scheme(&mut record);
    let r = &mut record;
    add_partnership(
        r,
        "hampshire",
        "Hampshire and Isle of Wight Integrated Care Partnership",
        Region::SouthEast,
        &["HIOW"],
    );
    add_partnership(
        r,
        "kent",
        "Kent and Medway Integrated Care Partnership",
        Region::SouthEast,
        &[],
    );
    add_partnership(
        r,
        "leeds",
        "West Yorkshire Health and Care Partnership",
        Region::NorthEastAndYorkshire,
        &[],
    );
    add_strategy(r, "hampshire", "2023", Edition::Final, "2023");
    add_strategy(r, "kent", "2022", Edition::Draft, "2022-12");
    add_strategy(r, "kent", "2024", Edition::Final, "2024-01");
    add_strategy(r, "leeds", "2023", Edition::Final, "2023-03");
    add_priority(
        r,
        "hampshire-2023",
        "h-best",
        "Support children to have the best start in life – the first 1000 days",
        "",
        &["best-start"],
    );
    add_priority(
        r,
        "hampshire-2023",
        "h-trauma",
        "Develop a trauma informed approach",
        "",
        &["mental-health"],
    );
    add_priority(
        r,
        "kent-2022",
        "k-draft",
        "Give every child the best start",
        "early help for families",
        &["best-start"],
    );
    add_priority(
        r,
        "kent-2024",
        "k-final",
        "Give children and young people the best start in life",
        "family hubs and emotional wellbeing",
        &["best-start", "mental-health"],
    );
    add_priority(
        r,
        "leeds-2023",
        "l-dying",
        "Dying well",
        "care and dignity at the end of life",
        &["end-of-life"],
    );
    add_programme(
        r,
        "hampshire",
        "h-1001",
        "First 1001 Days programme",
        "one cross-agency pathway from preconception to two and a half",
    );
    add_programme(
        r,
        "hampshire",
        "h-feeding",
        "Hampshire and Isle of Wight Infant Feeding Strategy",
        "product of the First 1001 Days programme",
    );
    add_partner(r, "kent-county-council", "Kent County Council", &["KCC"], &["kent"]);
    add_partner(r, "southampton", "University of Southampton", &[], &["hampshire"]);
    add_measure(
        r,
        "hampshire",
        "h-pupils",
        "secondary schools / pupils in #BeeWell in Hampshire",
        "81 / 17,000",
    );
    add_document(r, "kent-plan", "kent", "kent-2024", "Kent and Medway strategy in full");
    add_passages(r);
    record
}

fn add_scheme(record: &mut Record) {
    add_theme(record, "life-course", "", "Life course", &[]);
    add_theme(record, "best-start", "life-course", "Best start in life", &["early years"]);
    add_theme(
        record,
        "end-of-life",
        "life-course",
        "End of life and dying well",
        &["palliative care"],
    );
    add_theme(record, "mental-health", "", "Mental health", &[]);
    record.put(Framework {
        slug: slug("marmot"),
        position: 0,
        label: "Marmot principles".to_owned(),
        publisher: "Institute of Tests".to_owned(),
        edition: None,
        url: None,
        wording_checked: true,
    });
    record.put(Topic {
        slug: slug("marmot.start"),
        framework: slug("marmot"),
        key: "start".to_owned(),
        position: 0,
        label: "A good beginning".to_owned(),
    });
    record.put(TopicMapping {
        id: slug("marmot.start.best-start"),
        topic: slug("marmot.start"),
        theme: slug("best-start"),
        position: 0,
        relation: MappingRelation::Close,
    });
}

fn add_passages(record: &mut Record) {
    let texts: [(&[&str], &str); 7] = [
        (
            &["Foreword"],
            "People in Kent told us that the first 1,001 days of a child’s life matter most to them. We listened.",
        ),
        (
            &["Our priorities", "Best start in life"],
            "Family hubs bring health visitors, midwives and voluntary groups under one roof.",
        ),
        (
            &["Our priorities", "End of life"],
            "We will plan care with people who are dying, and support the bereaved.",
        ),
        (
            &["Workforce"],
            "Employment of carers’ and co-production with communities: £5m, 11% more than in 2022/23.",
        ),
        (
            &["Workforce"],
            "The programme of ageing well organises support for behaviour change in neighbourhoods.",
        ),
        (
            &["Money"],
            "There are 1000 reasons to act; 1,000 people answered our survey about Café Health & Wellbeing.",
        ),
        (
            &["Money"],
            "Universal offers differ from what a university teaches; hospitals are not hospitality.",
        ),
    ];
    for ((headings, text), position) in texts.into_iter().zip(1..) {
        add_passage(record, "kent-plan", position, headings, text);
    }
    add_passage_theme(record, "kent-plan.1", "best-start", AssertionMethod::Accepted);
    add_passage_theme(record, "kent-plan.2", "best-start", AssertionMethod::Proposed);
    add_passage_theme(record, "kent-plan.3", "end-of-life", AssertionMethod::Curated);
}
