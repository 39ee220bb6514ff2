"""What every page needs: the store, the settings, the identifiers of the dataset served, and the language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, urlencode

from flask import Flask, current_app, g, request

from kg.errors import IdentifierError
from kg.ids import Ids, Parsed, base_of
from kg.impact import Names
from kg.resources import resource
from kg.settings import Settings
from kg.store import NamedNode, Store
from kg.vocab import KC
from kg.web.messages import LANGUAGES, message

COOKIE = "kg_lang"
_KEY = "kg"


@dataclass(frozen=True, slots=True)
class Example:
    """An example query: its titles, from the comment at its head, and its text."""

    name: str
    title_ko: str
    title_en: str
    text: str


@dataclass(frozen=True)
class Context:
    """What the application serves. One per application, shared by all requests."""

    store: Store
    settings: Settings
    ids: Ids

    def iri(self, path: str) -> str:
        """The IRI a path of this server answers for: the dataset's base, whatever host is asked."""
        return f"{self.ids.base}{path}"

    def href(self, iri: str) -> str:
        """Where a link to an IRI leads: to this server for what it answers for, else to the IRI."""
        if iri.startswith(f"{self.ids.base}/"):
            return self.path(iri[len(self.ids.base) :])
        if iri.startswith(KC.NS):
            return f"{self.path('/def')}#{iri[len(KC.NS) :]}"
        return iri

    def path(self, path: str) -> str:
        """A path of this server, below the prefix a proxy may have put before it."""
        return request.script_root + quote(path, safe="/#?=&,:@!$'()*+;~%")

    def impact(self, provision: str, day: str = "") -> str:
        """Where the impact of a change of a provision is shown: on a day, or today."""
        asked = {"provision": provision, "date": day} if day else {"provision": provision}
        return f"{self.path('/impact')}?{urlencode(asked)}"

    def parse(self, iri: str) -> Parsed | None:
        """The kind and fields of one of our identifiers, or None."""
        try:
            return self.ids.parse(iri)
        except IdentifierError:
            return None

    @property
    def names(self) -> Names:
        """The titles of the instruments; of a version, which never changes, read once."""
        return self._names if self.store.version else Names(self.store)

    @cached_property
    def _names(self) -> Names:
        return Names(self.store)

    def examples(self) -> tuple[Example, ...]:
        """The competency questions that travel with the code."""
        return self._examples

    @cached_property
    def _examples(self) -> tuple[Example, ...]:
        try:
            files = sorted(resource("data/queries").glob("*.rq"))
        except FileNotFoundError:
            return ()
        return tuple(_example(path.stem, path.read_text(encoding="utf-8")) for path in files)


def _example(name: str, text: str) -> Example:
    comments = [line.lstrip("# ").strip() for line in text.splitlines() if line.startswith("#")]
    titles = [comment for comment in comments if not re.fullmatch(r"CQ\d+", comment)]
    korean = next((title for title in titles if re.search("[가-힣]", title)), name)
    english = next((title for title in titles if not re.search("[가-힣]", title)), name)
    return Example(name, korean, english, text)


def dataset_base(store: Store, settings: Settings) -> str:
    """The base of the IRIs a store holds: that of any of its documents or council things, else the setting's.

    >>> from kg.store import in_memory
    >>> dataset_base(in_memory(), Settings())
    'https://w3id.org/consignment-kg'
    """
    for kind in (KC.SourceDocument, KC.Instrument, KC.Bill):
        for row in store.select(f"SELECT ?s WHERE {{ ?s a <{kind}> }} LIMIT 1"):
            thing = row["s"]
            if isinstance(thing, NamedNode) and (base := base_of(thing.value)):
                return base
    return settings.base


def attach(app: Flask, here: Context) -> None:
    """Let an application serve from a context."""
    app.extensions[_KEY] = here


def context() -> Context:
    """The context of the application that answers now."""
    here: Context = current_app.extensions[_KEY]
    return here


def node(iri: str) -> NamedNode:
    """An IRI a client named, as a term. Raises IdentifierError where it is none.

    >>> str(node("https://e/x"))
    '<https://e/x>'
    """
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise IdentifierError(f"{iri!r} is not an IRI", f"{iri!r}: IRI가 아닙니다") from error


def language() -> str:
    """The language of this request: ``?lang=``, else the cookie, else Korean."""
    if "language" not in g:
        asked = (request.args.get("lang"), request.cookies.get(COOKIE))
        g.language = next((lang for lang in asked if lang in LANGUAGES), LANGUAGES[0])
    spoken: str = g.language
    return spoken


def say(key: str, **values: object) -> str:
    """A sentence of the user interface in the language of this request."""
    return message(key, language(), **values)


def this_page(**changes: str) -> str:
    """The address of this page with some parameters changed."""
    parameters: Mapping[str, list[str]] = {
        **request.args.to_dict(flat=False),
        **{k: [v] for k, v in changes.items()},
    }
    return f"{request.script_root}{quote(request.path)}?{urlencode(parameters, doseq=True)}"
