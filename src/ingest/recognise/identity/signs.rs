//! The words of the genre that show what kind of document it is: tables for `kind`, which tells
//! what their points mean.

use super::kind::{
    Sign,
    Zone::{self, All, Front, Head, Headings, Opening, Title},
};

const fn sign(zone: Zone, points: i32, most: usize, phrases: &'static [&'static str]) -> Sign {
    Sign { zone, points, most, phrases }
}

/// Minutes: the items that every meeting has. One or two of them stand in board papers too.
pub(super) const MINUTES: &[Sign] = &[
    sign(
        Front,
        6,
        1,
        &[
            "minutes",
            "notes of the meeting",
            "notes of meeting",
            "notes of a meeting",
            "record of the meeting",
        ],
    ),
    sign(
        All,
        2,
        5,
        &[
            "apologies",
            "in attendance",
            "members present",
            "councillors present",
            "attendees",
            "minutes of the",
            "matters arising",
            "resolved",
            "action log",
            "declarations of interest",
            "any other business",
            "the meeting closed",
            "date of next meeting",
            "previous meeting",
        ],
    ),
    sign(All, 9, 1, &["\nminutes:"]),
    sign(All, -4, 1, &["terms of reference"]),
];

/// Consultations: titles that ask, words that ask, and something to be asked about. A report of
/// what was answered asks nothing.
pub(super) const CONSULTATION: &[Sign] = &[
    sign(
        Front,
        10,
        1,
        &[
            "consultation draft",
            "draft for consultation",
            "consultation version",
            "consultation document",
            "draft for engagement",
            "draft for public engagement",
            "draft for public consultation",
            "draft for comment",
            "engagement draft",
            "engagement document",
        ],
    ),
    sign(
        Title,
        6,
        1,
        &[
            "have your say",
            "consultation",
            "survey",
            "questionnaire",
            "views sought",
            "strategy engagement",
        ],
    ),
    // A page goes on to be that of a consultation when it is over.
    sign(
        Opening,
        11,
        1,
        &[
            "consultation has now closed",
            "survey has now closed",
            "survey is now closed",
            "consultation is now closed",
            "engagement has now closed",
            "exercise has now closed",
            "exercise is now closed",
        ],
    ),
    sign(Title, 2, 1, &["draft", "proposals"]),
    sign(All, 1, 1, &["draft", "emerging", "proposed", "proposals", "proposes"]),
    sign(
        All,
        -5,
        1,
        &[
            "consultation, which closed",
            "consultation closed",
            "had their say",
            "who responded",
            "this report summarises",
        ],
    ),
    sign(
        Front,
        -8,
        1,
        &[
            "consultation report",
            "engagement report",
            "what people told us",
            "what you told us",
            "what we heard",
            "findings",
            "responses",
            "you said",
            "vision",
            "minutes",
        ],
    ),
];

/// Pages of programmes.
pub(super) const PROGRAMME: &[Sign] = &[
    sign(
        Head,
        4,
        1,
        &[
            "is a programme",
            "is a project",
            "is a scheme",
            "is a pilot",
            "is an initiative",
            "is a pilot programme",
            "is a new programme",
            "is a joint programme",
            "is a local programme",
            "one of the programmes",
            "one of the projects",
            "one of our programmes",
            "is a partnership programme",
        ],
    ),
    sign(
        All,
        2,
        1,
        &[
            "the scheme",
            "the programme has",
            "the programme began",
            "the programme started",
            "since the programme",
            "the project has",
            "the pilot",
            "aims of the programme",
            "who is the programme for",
            "part of how",
            "one of the ways in which",
            "puts our integrated care strategy",
            "delivering the strategy",
            "delivering our strategy",
            "helps to deliver",
            "helps deliver",
        ],
    ),
    sign(All, 0, 0, &["programme", "project", "initiative", "scheme", "pilot"]),
    sign(Title, -6, 1, &["plan", "minutes", "strategy summary"]),
];

/// Plans for delivering a strategy.
pub(super) const DELIVERY_PLAN: &[Sign] = &[
    sign(
        Title,
        7,
        1,
        &[
            "delivery plan",
            "joint forward plan",
            "implementation plan",
            "forward plan",
            "action plan",
            "operational plan",
            "into action",
            "into practice",
            "delivering the integrated care strategy",
        ],
    ),
    sign(
        Front,
        3,
        1,
        &[
            "delivery plan",
            "joint forward plan",
            "implementation plan",
            "forward plan",
            "action plan",
        ],
    ),
    sign(
        Head,
        3,
        1,
        &[
            "delivery plan sets out",
            "joint forward plan sets out",
            "this delivery plan",
            "this joint forward plan",
            "our joint forward plan",
            "this implementation plan",
            "this action plan",
        ],
    ),
    sign(
        Head,
        1,
        2,
        &["actions", "milestones", "will deliver", "being turned into action", "how the nhs will"],
    ),
];

/// News: words of the press, and the time that only news has.
pub(super) const NEWS: &[Sign] = &[
    sign(
        All,
        4,
        1,
        &[
            "notes to editors",
            "press release",
            "media release",
            "news release",
            "media enquiries",
            "delighted to announce",
            "pleased to announce",
        ],
    ),
    sign(
        Front,
        3,
        1,
        &["news", "blog", "local democracy reporter", "press release", "media release"],
    ),
    sign(
        Opening,
        2,
        1,
        &[
            "today",
            "yesterday",
            "last week",
            "this week",
            "last month",
            "on monday",
            "on tuesday",
            "on wednesday",
            "on thursday",
            "on friday",
            "on saturday",
            "on sunday",
        ],
    ),
    sign(Opening, 2, 1, &["have had their say", "welcomes the publication", "took a step"]),
    sign(Headings, -3, 1, &["foreword", "introduction", "executive summary"]),
    sign(Title, 4, 1, &["one year on", "a year on", "year on", "making a difference"]),
    sign(Title, -3, 1, &["our integrated care strategy", "our strategy"]),
    sign(Front, -3, 1, &["open letter", "dear"]),
    sign(All, 0, 0, &["plan"]),
];

/// Other documents that speak of a strategy, which is not theirs.
pub(super) const OTHER: &[Sign] = &[
    sign(
        Title,
        8,
        1,
        &[
            "guidance",
            "terms of reference",
            "annual report",
            "annual accounts",
            "needs assessment",
            "impact assessment",
            "toolkit",
            "factsheet",
            "frequently asked",
            "outcomes framework",
            "bulletin",
            "protocol",
            "charter",
            "jsna",
            "council plan",
            "corporate plan",
            "job description",
            "constitution",
            "membership",
            "meetings",
            "newsletter",
            "analysis of",
            "responses to",
            "evaluation",
            "consultation report",
            "engagement report",
            "what people told us",
            "what you told us",
            "what is an integrated care",
            "privacy",
            "vacancy",
            "policy",
            "green plan",
            "directory",
        ],
    ),
    // In the plural they are those of the whole country.
    sign(
        Front,
        8,
        1,
        &[
            "integrated care systems",
            "integrated care partnerships",
            "integrated care strategies",
            "integrated care boards",
        ],
    ),
    sign(
        Headings,
        3,
        1,
        &["what does the", "who we are", "our members", "who is on the", "what is the icp"],
    ),
    sign(
        Opening,
        2,
        1,
        &[
            "statutory guidance",
            "integrated care systems are",
            "an integrated care system",
            "this report summarises",
        ],
    ),
];

/// Visions without a strategy.
pub(super) const VISION: &[Sign] = &[
    sign(Title, 6, 1, &["vision", "vision and values", "visions"]),
    sign(Head, 2, 1, &["our vision", "our shared vision"]),
    sign(Title, -4, 1, &["strategy"]),
    sign(Head, -2, 1, &["strategy"]),
];

/// The strategy itself, its owner's page that presents it, a paper that brings it before a board.
pub(super) const STRATEGY: &[Sign] = &[
    sign(Opening, 2, 1, &["our integrated care strategy", "our strategy", "this strategy"]),
    sign(Front, 2, 1, &["strategy", "strategies"]),
    sign(
        Front,
        1,
        1,
        &[
            "integrated care strategy",
            "icp strategy",
            "integrated care partnership strategy",
            "health and care strategy",
        ],
    ),
    sign(
        Head,
        1,
        1,
        &[
            "integrated care strategy",
            "icp strategy",
            "integrated care partnership strategy",
            "health and care strategy",
            "integrated health and care strategy",
        ],
    ),
    sign(
        All,
        1,
        1,
        &[
            "integrated care strategy",
            "icp strategy",
            "integrated care partnership strategy",
            "health and care strategy",
        ],
    ),
    sign(
        All,
        1,
        2,
        &[
            "our strategy",
            "this strategy",
            "our integrated care strategy",
            "the strategy sets out",
            "the strategy has",
            "the strategy focuses",
            "the strategy rests",
            "the strategy describes",
            "the strategy explains",
            "strategy is",
        ],
    ),
    sign(
        Headings,
        2,
        1,
        &[
            "foreword",
            "our priorities",
            "our ambitions",
            "what is the strategy",
            "our strategy",
            "the strategy",
            "our vision",
            "enablers",
        ],
    ),
    sign(
        All,
        2,
        1,
        &[
            "is recommended to",
            "are recommended to",
            "is asked to",
            "are asked to",
            "recommendations",
            "purpose of report",
        ],
    ),
    sign(All, 0, 0, &["strategy", "strateg*"]),
];
