"""Current values: what the latest document says of an identity, and the statement it comes from.

The rule: of all statements about an identity, the one of the latest document; within a document the one in
the earliest part. A document's date is the one on its cover, else the latest date of its procedure; documents
of one day are ordered by identifier, so that the same documents always give the same values. Terms are stated
as submitted; where the same document says that the council amended them, what it made of them counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.ids import Ids
from kg.rdf.terms import korean
from kg.rdf.writer import Subject, triple_digest
from kg.vocab import DCAT, DCT, ELI, ELIDL, KC, LOCN, PROV, RDF

Object = NamedNode | Literal
Node = Mapping[str, tuple[Object, ...]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A current value: of identities of a kind, from a property of the statements of a class about them.

    ``only`` narrows the statements; ``value`` changes what is taken. ``amended`` is the changed field
    (a path of the record form) by which an amendment in the same document replaces what its terms say.
    """

    identity: str
    current: str
    statements: tuple[str, ...]
    stated: str
    only: Callable[[Node], bool] = lambda _: True
    value: Callable[[Object], Object] = lambda value: value
    amended: str = ""


def _of_type(*codes: str) -> Callable[[Node], bool]:
    endings = tuple(f"/def/stage/{code}" for code in codes)
    return lambda node: any(kind.value.endswith(endings) for kind in node.get(ELIDL.had_activity_type, ()))


def _as_text(value: Object) -> Object:
    return korean(value.value)


RULES: Final = (
    Rule("bill", DCT.title, (KC.BillStatement,), DCT.title),
    Rule("bill", KC.submittedOn, (KC.Stage,), ELIDL.activity_date, _of_type("submission")),
    Rule("bill", KC.decidedOn, (KC.Stage,), ELIDL.activity_date, _of_type("decision")),
    Rule("bill", KC.outcome, (KC.Stage,), ELIDL.had_decision_outcome, _of_type("decision", "report")),
    Rule(
        "round",
        DCAT.startDate,
        (KC.Terms, KC.RoundStatement),
        KC.startDate,
        amended="consignment.period_start",
    ),
    Rule("round", DCAT.endDate, (KC.Terms, KC.RoundStatement), KC.endDate, amended="consignment.period_end"),
    Rule("round", KC.contractor, (KC.Terms, KC.RoundStatement), KC.contractor),
    Rule("round", KC.selectionMethod, (KC.Terms, KC.RoundStatement), KC.selectionMethod),
    Rule("round", KC.consignmentKind, (KC.Terms, KC.RoundStatement), KC.consignmentKind),
    Rule("round", KC.roundOrdinal, (KC.RoundStatement,), KC.roundOrdinal),
    Rule("facility", KC.currentAddress, (LOCN.Address,), LOCN.fullAddress, value=_as_text),
    Rule("facility", KC.currentFloorArea, (KC.FacilityStatement,), KC.floorArea),
    Rule("facility", KC.openedOn, (KC.FacilityStatement,), KC.openedOn),
    Rule("facility", KC.currentHeadcount, (KC.Staff,), KC.headcount),
)
"""Every current value that is one property of one statement; the others have a function below."""

_WANTED: Final = frozenset(
    {rule.stated for rule in RULES}
    | {
        RDF.type,
        KC.about,
        KC.statedIn,
        ELIDL.had_activity_type,
        ELI.date_document,
        KC.roundOf,
        DCAT.startDate,
    }
    | {KC.budgetRole, KC.totalAmount, KC.changedField, KC.valueAfter}
)


@dataclass(slots=True)
class _Graph:
    """The statements of all documents, as far as the rules look at them."""

    ids: Ids
    nodes: dict[str, dict[str, tuple[Object, ...]]] = field(default_factory=lambda: defaultdict(dict))
    about: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    rounds: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    dates: dict[str, str] = field(default_factory=dict)
    covers: dict[str, str] = field(default_factory=dict)
    amendments: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, quad: Quad) -> None:
        """Take in a quad of a document's graph."""
        subject, predicate, value = _iri(quad.subject), quad.predicate.value, quad.object
        if (
            predicate not in _WANTED
            or isinstance(value, Triple)
            or not isinstance(value, NamedNode | Literal)
        ):
            return
        known = self.nodes[subject]
        if value not in known.get(predicate, ()):
            known[predicate] = (*known.get(predicate, ()), value)
        if predicate == KC.about:
            self.about[value.value].append(subject)
        if predicate == KC.changedField:
            self.amendments[self.ids.parse(subject)["document"], value.value].append(subject)
        if predicate == KC.roundOf:
            self.rounds[value.value][self.ids.parse(subject)["date"]] = subject
        if predicate in (ELI.date_document, ELIDL.activity_date) and "/statement/" in subject:
            dates = self.covers if predicate == ELI.date_document else self.dates
            document = self.ids.parse(subject)["document"]
            dates[document] = max(dates.get(document, ""), value.value)

    def statements(self, identity: str, classes: Iterable[str]) -> list[str]:
        """The statements of these classes about an identity, the one that decides first."""
        wanted = set(classes)
        found = {
            s for s in self.about[identity] if wanted & {c.value for c in self.nodes[s].get(RDF.type, ())}
        }
        by_part = sorted(found, key=self._place)
        return sorted(by_part, key=self._age, reverse=True)

    def _age(self, statement: str) -> tuple[str, str]:
        document = self.ids.parse(statement)["document"]
        return (self.covers.get(document) or self.dates.get(document, ""), document)

    def _place(self, statement: str) -> tuple[list[int], list[object]]:
        parts = self.nodes[statement].get(KC.statedIn, ())
        path = self.ids.parse(parts[0].value)["part"] if parts else "0"
        name = self.ids.parse(statement)["statement"].split("-")
        return [int(n) for n in path.split("/")], [(0, int(n)) if n.isdigit() else (1, n) for n in name]

    def amended(self, statement: str, changed: str, stated: Object) -> tuple[Object, tuple[str, ...]]:
        """What an amendment in the document of some terms made of a stated value, and the sources."""
        terms = {KC.Terms, KC.Budget} & {c.value for c in self.nodes[statement].get(RDF.type, ())}
        if not (terms and changed and isinstance(stated, Literal)):
            return stated, (statement,)
        document = self.ids.parse(statement)["document"]
        for amendment in self.amendments.get((document, changed), ()):
            after = self.nodes[amendment].get(KC.valueAfter, ())
            if after:
                return Literal(after[0].value, datatype=stated.datatype), (statement, amendment)
        return stated, (statement,)

    def identities(self, kind: str) -> list[str]:
        """The identities of a kind that statements are about, sorted."""
        return sorted(iri for iri in self.about if self._kind(iri) == kind)

    def _kind(self, iri: str) -> str:
        return self.ids.parse(iri).kind if iri.startswith(f"{self.ids.base}/") else ""


@dataclass(frozen=True, slots=True)
class _Value:
    triple: Triple
    sources: tuple[str, ...]


def derived_quads(quads: Iterable[Quad], ids: Ids) -> list[Quad]:
    """The derived graph, from the quads of all documents' graphs (others are not looked at)."""
    graph = _Graph(ids)
    for quad in quads:
        name = quad.graph_name
        if isinstance(name, NamedNode) and ids.parse(name.value).kind == "document-graph":
            graph.add(quad)
    values = [*_from_rules(graph), *_current_budgets(graph), *_round_order(graph)]
    into = NamedNode(ids.derived_graph)
    return [quad for value in values for quad in _quads(value, ids, into)]


def _from_rules(graph: _Graph) -> Iterator[_Value]:
    for rule in RULES:
        for identity in graph.identities(rule.identity):
            for statement in graph.statements(identity, rule.statements):
                node = graph.nodes[statement]
                if rule.only(node) and (stated := node.get(rule.stated)):
                    value, sources = graph.amended(statement, rule.amended, stated[0])
                    yield _value(identity, rule.current, rule.value(value), *sources)
                    break


def _value(subject: str, predicate: str, value: Object, *sources: str) -> _Value:
    return _Value(Triple(NamedNode(subject), NamedNode(predicate), value), sources)


def _current_budgets(graph: _Graph) -> Iterator[_Value]:
    """The required budget of the paper whose terms propose the round."""
    for identity in graph.identities("round"):
        affair = graph.ids.affair(graph.ids.parse(identity)["affair"])
        budgets = graph.statements(affair, (KC.Budget,))
        for terms in graph.statements(identity, (KC.Terms,)):
            paper = graph.ids.parse(terms)["document"]
            own = (b for b in budgets if graph.ids.parse(b)["document"] == paper)
            found = next((b for b in own if _is_required(graph.nodes[b])), None)
            if found is not None:
                stated = graph.nodes[found][KC.totalAmount][0]
                total, sources = graph.amended(found, "consignment.budget_total_krw", stated)
                yield _value(identity, KC.currentBudget, total, *sources)
                break


def _is_required(node: Node) -> bool:
    roles = node.get(KC.budgetRole, ())
    return KC.totalAmount in node and any(role.value.endswith("/budget-role/required") for role in roles)


def _round_order(graph: _Graph) -> Iterator[_Value]:
    """``kc:nextRound`` in order of start, and the contractor of the latest round that has one."""
    for affair, by_start in sorted(graph.rounds.items()):
        rounds = [by_start[start] for start in sorted(by_start)]
        said = {one: graph.statements(one, (KC.Terms, KC.RoundStatement)) for one in rounds}
        for before, after in pairwise(rounds):
            yield _value(before, KC.nextRound, NamedNode(after), *said[before][:1], *said[after][:1])
        named = ((s, graph.nodes[s].get(KC.contractor)) for one in reversed(rounds) for s in said[one])
        statement, contractor = next(((s, c) for s, c in named if c), ("", None))
        if contractor:
            yield _value(affair, KC.currentContractor, contractor[0], statement)


def _quads(value: _Value, ids: Ids, graph: NamedNode) -> Iterator[Quad]:
    node = NamedNode(ids.derived(triple_digest(value.triple)))
    said: tuple[tuple[str, Subject | Object], ...] = (
        (RDF.type, NamedNode(RDF.Statement)),
        (RDF.subject, value.triple.subject),
        (RDF.predicate, value.triple.predicate),
        (RDF.object, value.triple.object),
        *((PROV.wasDerivedFrom, NamedNode(source)) for source in value.sources),
    )
    yield Quad(value.triple.subject, value.triple.predicate, value.triple.object, graph)
    for predicate, term in said:
        yield Quad(node, NamedNode(predicate), term, graph)


def _iri(subject: Subject) -> str:
    assert isinstance(subject, NamedNode)
    return subject.value
