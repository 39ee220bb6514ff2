"""Terms of the ontology and the vocabularies it rests on, as constants: plain IRIs, no RDF library.

One class per vocabulary, one attribute per term, named as in the vocabulary: ``KC.totalAmount``. ``KC`` is
compared with ``ontology/consignment.ttl`` by a test, both ways, and :data:`SCHEMES` with
``ontology/codelists.ttl``; the other classes hold only the foreign terms that appear in data
(``ontology/foreign-terms.csv`` says which exist).

>>> KC.totalAmount
'https://w3id.org/consignment-kg/def#totalAmount'
>>> PREFIXES["kc"] + "Budget" == KC.Budget
True
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

VOCABULARY_BASE: Final = "https://w3id.org/consignment-kg"
"""The base ``ontology/`` and ``shapes/`` are written under; only code lists move to a dataset's own base."""


class KC:
    """Our own terms (``ontology/consignment.ttl``). The namespace never moves with the dataset's base."""

    NS: Final = VOCABULARY_BASE + "/def#"

    # Classes: identities
    SourceDocument: Final = NS + "SourceDocument"
    DocumentPart: Final = NS + "DocumentPart"
    Council: Final = NS + "Council"
    Jurisdiction: Final = NS + "Jurisdiction"
    Committee: Final = NS + "Committee"
    Office: Final = NS + "Office"
    Executive: Final = NS + "Executive"
    Bill: Final = NS + "Bill"
    Session: Final = NS + "Session"
    Meeting: Final = NS + "Meeting"
    Facility: Final = NS + "Facility"
    Organisation: Final = NS + "Organisation"
    ConsignedAffair: Final = NS + "ConsignedAffair"
    ConsignmentRound: Final = NS + "ConsignmentRound"
    Instrument: Final = NS + "Instrument"
    Edition: Final = NS + "Edition"
    Provision: Final = NS + "Provision"

    # Classes: answers
    Impact: Final = NS + "Impact"

    # Classes: statements
    Statement: Final = NS + "Statement"
    PaperStatement: Final = NS + "PaperStatement"
    BillStatement: Final = NS + "BillStatement"
    Stage: Final = NS + "Stage"
    Participation: Final = NS + "Participation"
    SectionContent: Final = NS + "SectionContent"
    AffairStatement: Final = NS + "AffairStatement"
    Task: Final = NS + "Task"
    Terms: Final = NS + "Terms"
    RoundStatement: Final = NS + "RoundStatement"
    Budget: Final = NS + "Budget"
    BudgetItem: Final = NS + "BudgetItem"
    BudgetMeasure: Final = NS + "BudgetMeasure"
    FacilityStatement: Final = NS + "FacilityStatement"
    Staff: Final = NS + "Staff"
    RankCount: Final = NS + "RankCount"
    OrganisationStatement: Final = NS + "OrganisationStatement"
    Evaluation: Final = NS + "Evaluation"
    Finding: Final = NS + "Finding"
    PerformanceTable: Final = NS + "PerformanceTable"
    Citation: Final = NS + "Citation"
    Quotation: Final = NS + "Quotation"
    DefinedTerm: Final = NS + "DefinedTerm"
    Programme: Final = NS + "Programme"
    Assessment: Final = NS + "Assessment"
    Amendment: Final = NS + "Amendment"
    Discrepancy: Final = NS + "Discrepancy"

    # Every statement
    about: Final = NS + "about"
    statedIn: Final = NS + "statedIn"
    evidence: Final = NS + "evidence"

    # Document and part
    sha256: Final = NS + "sha256"
    textSha256: Final = NS + "textSha256"
    fileName: Final = NS + "fileName"
    readerVersion: Final = NS + "readerVersion"
    documentKind: Final = NS + "documentKind"
    aboutConsignment: Final = NS + "aboutConsignment"
    partOrder: Final = NS + "partOrder"
    partNumber: Final = NS + "partNumber"

    # Council, committee, bill, session, meeting
    jurisdiction: Final = NS + "jurisdiction"
    council: Final = NS + "council"
    committee: Final = NS + "committee"
    termStart: Final = NS + "termStart"
    concerns: Final = NS + "concerns"
    proposes: Final = NS + "proposes"
    ordinal: Final = NS + "ordinal"
    sessionKind: Final = NS + "sessionKind"
    inSession: Final = NS + "inSession"

    # Facility, affair, round
    facility: Final = NS + "facility"
    roundOf: Final = NS + "roundOf"
    roundStatus: Final = NS + "roundStatus"
    nextRound: Final = NS + "nextRound"

    # Law
    instrumentType: Final = NS + "instrumentType"
    lawId: Final = NS + "lawId"
    instrument: Final = NS + "instrument"
    promulgationNumber: Final = NS + "promulgationNumber"
    articleNumber: Final = NS + "articleNumber"
    articleBranch: Final = NS + "articleBranch"
    paragraphNumber: Final = NS + "paragraphNumber"
    subparagraphNumber: Final = NS + "subparagraphNumber"
    subparagraphBranch: Final = NS + "subparagraphBranch"
    itemLetter: Final = NS + "itemLetter"
    ProvisionCitation: Final = NS + "ProvisionCitation"
    AmendmentEvent: Final = NS + "AmendmentEvent"
    Succession: Final = NS + "Succession"
    citingProvision: Final = NS + "citingProvision"
    provisionText: Final = NS + "provisionText"
    amends: Final = NS + "amends"
    inserts: Final = NS + "inserts"
    repeals: Final = NS + "repeals"
    moves: Final = NS + "moves"
    succeeds: Final = NS + "succeeds"
    successor: Final = NS + "successor"
    predecessor: Final = NS + "predecessor"
    successionBasis: Final = NS + "successionBasis"

    # Procedure
    proposerName: Final = NS + "proposerName"
    actorName: Final = NS + "actorName"
    sessionName: Final = NS + "sessionName"
    meetingName: Final = NS + "meetingName"
    personName: Final = NS + "personName"
    officeName: Final = NS + "officeName"
    office: Final = NS + "office"
    sectionTitle: Final = NS + "sectionTitle"
    contentStatus: Final = NS + "contentStatus"

    # Affair, terms, rounds
    affairName: Final = NS + "affairName"
    consignmentType: Final = NS + "consignmentType"
    taskText: Final = NS + "taskText"
    taskOrder: Final = NS + "taskOrder"
    listNumber: Final = NS + "listNumber"
    correspondsTo: Final = NS + "correspondsTo"
    consignmentKind: Final = NS + "consignmentKind"
    selectionMethod: Final = NS + "selectionMethod"
    startDate: Final = NS + "startDate"
    endDate: Final = NS + "endDate"
    statedYears: Final = NS + "statedYears"
    contractorName: Final = NS + "contractorName"
    contractor: Final = NS + "contractor"
    facilityName: Final = NS + "facilityName"
    roundOrdinal: Final = NS + "roundOrdinal"

    # Budget
    budgetRole: Final = NS + "budgetRole"
    totalAmount: Final = NS + "totalAmount"
    fiscalYear: Final = NS + "fiscalYear"
    statedUnit: Final = NS + "statedUnit"
    hasItem: Final = NS + "hasItem"
    itemOf: Final = NS + "itemOf"
    itemLabel: Final = NS + "itemLabel"
    amount: Final = NS + "amount"
    budgetCategory: Final = NS + "budgetCategory"
    measureText: Final = NS + "measureText"

    # Facility, staff, organisation
    floorArea: Final = NS + "floorArea"
    areaPyeong: Final = NS + "areaPyeong"
    openedOn: Final = NS + "openedOn"
    headcount: Final = NS + "headcount"
    hasRank: Final = NS + "hasRank"
    rankOf: Final = NS + "rankOf"
    rankName: Final = NS + "rankName"
    isQualification: Final = NS + "isQualification"
    organisationName: Final = NS + "organisationName"
    legalForm: Final = NS + "legalForm"
    representativeName: Final = NS + "representativeName"

    # Evaluation
    evaluationKind: Final = NS + "evaluationKind"
    evaluationLabel: Final = NS + "evaluationLabel"
    evaluationBody: Final = NS + "evaluationBody"
    evaluationYear: Final = NS + "evaluationYear"
    evaluationDate: Final = NS + "evaluationDate"
    score: Final = NS + "score"
    passThreshold: Final = NS + "passThreshold"
    resultText: Final = NS + "resultText"
    hasFinding: Final = NS + "hasFinding"
    findingOf: Final = NS + "findingOf"
    findingKind: Final = NS + "findingKind"
    findingText: Final = NS + "findingText"

    # Performance: the cube
    performanceStructure: Final = NS + "performanceStructure"
    refFacility: Final = NS + "refFacility"
    refYear: Final = NS + "refYear"
    categoryPath: Final = NS + "categoryPath"
    count: Final = NS + "count"
    countUnit: Final = NS + "countUnit"
    subtotal: Final = NS + "subtotal"
    categoryOrder: Final = NS + "categoryOrder"

    # Citations and quotations
    citingPart: Final = NS + "citingPart"
    citedProvision: Final = NS + "citedProvision"
    citedInstrument: Final = NS + "citedInstrument"
    citationText: Final = NS + "citationText"
    citationRole: Final = NS + "citationRole"
    reliedOnBy: Final = NS + "reliedOnBy"
    resolution: Final = NS + "resolution"
    insideQuotation: Final = NS + "insideQuotation"
    quotes: Final = NS + "quotes"
    quotedHeading: Final = NS + "quotedHeading"
    amendingDate: Final = NS + "amendingDate"
    isDeleted: Final = NS + "isDeleted"
    fidelity: Final = NS + "fidelity"
    fidelityReason: Final = NS + "fidelityReason"
    divergence: Final = NS + "divergence"
    comparedWith: Final = NS + "comparedWith"
    comparedText: Final = NS + "comparedText"
    comparedOn: Final = NS + "comparedOn"
    changedSince: Final = NS + "changedSince"
    comparison: Final = NS + "comparison"

    # Impact of a change
    changedProvision: Final = NS + "changedProvision"
    changeDate: Final = NS + "changeDate"
    affects: Final = NS + "affects"
    affectedRound: Final = NS + "affectedRound"
    throughProvision: Final = NS + "throughProvision"

    # Other statements
    termMeaning: Final = NS + "termMeaning"
    programmeText: Final = NS + "programmeText"
    assessmentKind: Final = NS + "assessmentKind"
    assessmentText: Final = NS + "assessmentText"
    changedField: Final = NS + "changedField"
    valueBefore: Final = NS + "valueBefore"
    valueAfter: Final = NS + "valueAfter"
    discrepancyType: Final = NS + "discrepancyType"
    discrepancyField: Final = NS + "discrepancyField"
    printedValue: Final = NS + "printedValue"
    claim: Final = NS + "claim"

    # Derived current values
    submittedOn: Final = NS + "submittedOn"
    decidedOn: Final = NS + "decidedOn"
    outcome: Final = NS + "outcome"
    currentBudget: Final = NS + "currentBudget"
    currentAddress: Final = NS + "currentAddress"
    currentFloorArea: Final = NS + "currentFloorArea"
    currentHeadcount: Final = NS + "currentHeadcount"
    currentContractor: Final = NS + "currentContractor"


class ELI:
    """European Legislation Identifier 1.2: the terms that appear in data."""

    NS: Final = "http://data.europa.eu/eli/ontology#"

    based_on: Final = NS + "based_on"
    cites: Final = NS + "cites"
    date_document: Final = NS + "date_document"
    first_date_entry_in_force: Final = NS + "first_date_entry_in_force"
    is_member_of: Final = NS + "is_member_of"
    is_part_of: Final = NS + "is_part_of"
    number: Final = NS + "number"
    title: Final = NS + "title"
    title_short: Final = NS + "title_short"


class ELIDL:
    """ELI for Draft Legislation, as ELI-EP 2.1.0 uses it: the terms that appear in data."""

    NS: Final = "http://data.europa.eu/eli/eli-draft-legislation-ontology#"

    activity_date: Final = NS + "activity_date"
    forms_part_of: Final = NS + "forms_part_of"
    had_activity_type: Final = NS + "had_activity_type"
    had_decision_outcome: Final = NS + "had_decision_outcome"
    participation_role: Final = NS + "participation_role"


class ORG:
    """The W3C organization ontology: the terms that appear in data."""

    NS: Final = "http://www.w3.org/ns/org#"

    unitOf: Final = NS + "unitOf"


class PROV:
    """PROV-O: the terms that appear in data."""

    NS: Final = "http://www.w3.org/ns/prov#"

    Entity: Final = NS + "Entity"
    wasDerivedFrom: Final = NS + "wasDerivedFrom"
    wasRevisionOf: Final = NS + "wasRevisionOf"


class DCT:
    """DCMI terms: the terms that appear in data."""

    NS: Final = "http://purl.org/dc/terms/"

    format: Final = NS + "format"
    identifier: Final = NS + "identifier"
    isPartOf: Final = NS + "isPartOf"
    title: Final = NS + "title"


class DCAT:
    """DCAT 3: the terms that appear in data."""

    NS: Final = "http://www.w3.org/ns/dcat#"

    endDate: Final = NS + "endDate"
    startDate: Final = NS + "startDate"


class SKOS:
    """SKOS: the terms that appear in data."""

    NS: Final = "http://www.w3.org/2004/02/skos/core#"

    Concept: Final = NS + "Concept"
    ConceptScheme: Final = NS + "ConceptScheme"
    altLabel: Final = NS + "altLabel"
    definition: Final = NS + "definition"
    hasTopConcept: Final = NS + "hasTopConcept"
    inScheme: Final = NS + "inScheme"
    notation: Final = NS + "notation"
    note: Final = NS + "note"
    prefLabel: Final = NS + "prefLabel"
    topConceptOf: Final = NS + "topConceptOf"


class QB:
    """The RDF Data Cube vocabulary: the terms that appear in data."""

    NS: Final = "http://purl.org/linked-data/cube#"

    DataSet: Final = NS + "DataSet"
    Observation: Final = NS + "Observation"
    dataSet: Final = NS + "dataSet"
    structure: Final = NS + "structure"


class LOCN:
    """The ISA core location vocabulary: the terms that appear in data."""

    NS: Final = "http://www.w3.org/ns/locn#"

    Address: Final = NS + "Address"
    address: Final = NS + "address"
    fullAddress: Final = NS + "fullAddress"


class RDF:
    """RDF 1.1: the terms that appear in data."""

    NS: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

    JSON: Final = NS + "JSON"
    Statement: Final = NS + "Statement"
    object: Final = NS + "object"
    predicate: Final = NS + "predicate"
    subject: Final = NS + "subject"
    type: Final = NS + "type"


class RDFS:
    """RDF Schema 1.1: the terms that appear in data."""

    NS: Final = "http://www.w3.org/2000/01/rdf-schema#"

    comment: Final = NS + "comment"
    label: Final = NS + "label"
    seeAlso: Final = NS + "seeAlso"


class XSD:
    """XML Schema datatypes: the terms that appear in data."""

    NS: Final = "http://www.w3.org/2001/XMLSchema#"

    boolean: Final = NS + "boolean"
    date: Final = NS + "date"
    decimal: Final = NS + "decimal"
    gYear: Final = NS + "gYear"
    gYearMonth: Final = NS + "gYearMonth"
    integer: Final = NS + "integer"
    string: Final = NS + "string"


PREFIXES: Final = MappingProxyType(
    {
        "kc": KC.NS,
        "eli": ELI.NS,
        "eli-dl": ELIDL.NS,
        "org": ORG.NS,
        "prov": PROV.NS,
        "dct": DCT.NS,
        "dcat": DCAT.NS,
        "skos": SKOS.NS,
        "qb": QB.NS,
        "locn": LOCN.NS,
        "rdf": RDF.NS,
        "rdfs": RDFS.NS,
        "xsd": XSD.NS,
    }
)
"""Customary prefix → namespace, of every vocabulary in the data."""

SCHEMES: Final = MappingProxyType(
    {
        "document-kind": (
            "review-report",
            "examination-report",
            "consent-motion",
            "renewal-report",
            "evaluation-report",
            "bill-page",
            "minutes",
        ),
        "stage": (
            "submission",
            "referral",
            "tabling",
            "decision",
            "report",
            "plenary",
        ),
        "outcome": (
            "passed",
            "amended",
            "rejected",
            "deferred",
            "pending",
            "unfinished",
            "withdrawn",
            "discarded",
            "reported",
        ),
        "consignment-kind": (
            "new",
            "reconsignment",
            "renewal",
        ),
        "consignment-type": (
            "affair",
            "facility",
            "mixed",
        ),
        "selection-method": (
            "open-call",
            "direct",
            "designation",
        ),
        "legal-form": (
            "incorporated-association",
            "incorporated-foundation",
            "social-welfare",
            "school",
            "medical",
            "cooperative",
            "social-cooperative",
            "university-cooperation",
            "stock-company",
            "civil-group",
            "individual",
        ),
        "evaluation-kind": (
            "comprehensive",
            "performance",
            "committee",
            "eligibility",
            "selection",
            "inspection",
            "audit",
            "facility",
            "adequacy",
        ),
        "participation-role": (
            "presenter",
            "reviewer",
            "author",
            "chair",
        ),
        "content-status": (
            "recorded",
            "omitted",
            "none",
            "not-applicable",
        ),
        "budget-role": (
            "required",
            "annual",
        ),
        "budget-category": (
            "personnel",
            "operating",
            "programme",
            "administration",
            "consignment-programme",
            "national",
            "province",
            "city",
            "district",
        ),
        "finding-kind": (
            "achievement",
            "improvement",
            "recommendation",
        ),
        "citation-role": (
            "legal-basis",
            "eligibility",
            "council-consent",
            "establishment",
            "function",
            "supervision",
            "evaluation",
            "support",
            "reference",
        ),
        "relying-party": (
            "proposer",
            "reviewer",
            "evaluator",
            "committee",
        ),
        "resolution": (
            "edition-in-force",
            "edition-unknown",
            "instrument-unknown",
            "antecedent-unknown",
            "date-unknown",
            "alias-undeclared",
            "bill-unknown",
            "provision-unknown",
        ),
        "succession-basis": (
            "substitution",
            "moved",
            "implied",
        ),
        "quote-fidelity": (
            "exact",
            "normalised",
            "abridged",
            "divergent",
            "not-checkable",
        ),
        "fidelity-reason": (
            "text-not-held",
            "instrument-unknown",
            "edition-unknown",
            "provision-unknown",
            "date-unknown",
            "changed-since",
            "change-date-unknown",
            "no-wording",
            "presumed-unchanged",
        ),
        "divergence": (
            "words-changed",
            "words-left-out",
            "words-added",
            "order-changed",
            "heading-changed",
            "not-in-law",
        ),
        "round-status": (
            "proposed",
            "reported",
        ),
        "discrepancy-type": (
            "sum-mismatch",
            "period-mismatch",
            "below-threshold-renewed",
            "conflicting-values",
            "date-order",
        ),
        "assessment-kind": (
            "eligible",
            "renewal-eligible-open-call",
            "opinion",
        ),
        "instrument-type": (
            "act",
            "decree",
            "rule",
            "ordinance",
            "ordinance-rule",
            "other",
        ),
    }
)
"""Code list → its codes, in the order of the list; the concept is ``{base}/def/{scheme}/{code}``."""
