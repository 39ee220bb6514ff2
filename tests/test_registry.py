"""The registries: keys unique and well formed, references resolve, short names never mean two bodies."""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest

from conftest import ROOT

REGISTRY = ROOT / "data" / "registry"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
HEADERS = {
    "councils": "code council_ko council_en jurisdiction_ko jurisdiction_en executive_ko parent aliases "
    "former_names former_codes",
    "organisations": "slug name_ko name_en aliases legal_form note",
    "facilities": "slug name_ko name_en aliases jurisdiction district affair_slug affair_ko affair_en note",
    "offices": "jurisdiction kind slug name_ko name_en aliases note",
    "withheld": "name_ko office_ko jurisdiction since reason",
}


def rows(name: str) -> list[dict[str, str]]:
    with (REGISTRY / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def twice(values: list[str]) -> list[str]:
    return sorted(value for value, times in Counter(values).items() if times > 1)


def split(cell: str) -> list[str]:
    return [value for value in cell.split(";") if value]


COUNCILS = {row["code"]: row for row in rows("councils")}


@pytest.mark.parametrize("name", HEADERS)
def test_header_is_the_documented_one_and_rows_are_whole(name: str) -> None:
    with (REGISTRY / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        header, *body = csv.reader(lines)
    assert header == HEADERS[name].split()
    assert [row for row in body if len(row) != len(header)] == []
    assert [row for row in body if any(cell != cell.strip() for cell in row)] == []
    readme = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    described = next(line for line in readme.splitlines() if line.startswith(f"| `{name}.csv`"))
    assert [column for column in header if f"`{column}`" not in described] == []


@pytest.mark.parametrize(
    ("name", "column"),
    [("organisations", "slug"), ("facilities", "slug"), ("facilities", "affair_slug"), ("councils", "code")],
)
def test_keys_are_unique_and_ascii(name: str, column: str) -> None:
    keys = [row[column] for row in rows(name)]
    assert twice(keys) == []
    assert [key for key in keys if not SLUG.fullmatch(key)] == []


def test_offices_are_unique_within_jurisdiction_and_kind() -> None:
    offices = rows("offices")
    assert twice([f"{row['jurisdiction']} {row['kind']} {row['slug']}" for row in offices]) == []
    assert {row["kind"] for row in offices} == {"committee", "office"}
    assert [row["slug"] for row in offices if not SLUG.fullmatch(row["slug"])] == []


@pytest.mark.parametrize("name", ["organisations", "facilities"])
def test_no_name_means_two_things(name: str) -> None:
    names = [key.replace(" ", "") for row in rows(name) for key in {row["name_ko"], *split(row["aliases"])}]
    folded = Counter(names)
    for row in rows(name):  # spellings of one row may differ in spaces alone
        own = Counter(key.replace(" ", "") for key in {row["name_ko"], *split(row["aliases"])})
        folded -= Counter({key: times - 1 for key, times in own.items()})
    assert [key for key, times in folded.items() if times > 1] == []


def test_places_named_are_councils_of_the_list() -> None:
    named = [
        (row["slug"], row[column]) for row in rows("facilities") for column in ("jurisdiction", "district")
    ]
    named += [(row["slug"], row["jurisdiction"]) for row in rows("offices")]
    assert [pair for pair in named if pair[1] not in COUNCILS] == []


def test_a_facility_stands_in_its_jurisdiction() -> None:
    wrong = [
        row["slug"]
        for row in rows("facilities")
        if row["jurisdiction"] not in (row["district"], COUNCILS[row["district"]]["parent"])
    ]
    assert wrong == []


def test_legal_forms_are_codes() -> None:
    codes = (
        "incorporated-association incorporated-foundation social-welfare school medical cooperative "
        "social-cooperative university-cooperation stock-company civil-group individual"
    )
    used = {row["legal_form"] for row in rows("organisations")} - {""}
    assert used <= set(codes.split())


def test_all_councils_are_there() -> None:
    top = [code for code, row in COUNCILS.items() if not row["parent"]]
    assert sorted(top) == [f"kr-{n}" for n in (11, *range(26, 32), *range(41, 51))]
    assert len(COUNCILS) == 17 + 226
    basic = [code for code in COUNCILS if code not in top]
    assert [code for code in basic if not re.fullmatch(r"kr-\d{5}", code)] == []
    assert {COUNCILS[code]["parent"] for code in basic} == set(top) - {"kr-49", "kr-50"}


# The number of cities, counties and self-governing districts: 지방자치단체 행정구역 현황 (2024).
BASIC = {
    "kr-11": 25,
    "kr-26": 16,
    "kr-27": 9,
    "kr-28": 10,
    "kr-29": 5,
    "kr-30": 5,
    "kr-31": 5,
    "kr-41": 31,
    "kr-42": 18,
    "kr-43": 11,
    "kr-44": 15,
    "kr-45": 14,
    "kr-46": 22,
    "kr-47": 22,
    "kr-48": 18,
}


def test_every_province_has_its_basic_councils() -> None:
    assert Counter(row["parent"] for row in COUNCILS.values() if row["parent"]) == BASIC


# ISO 3166-2 code of the parent → the first two digits of the administrative code, where the two differ.
ADMINISTRATIVE = {"kr-42": "51", "kr-45": "52"}


def test_a_code_begins_with_its_province() -> None:
    for code, row in COUNCILS.items():
        if parent := row["parent"]:
            assert code[3:5] == ADMINISTRATIVE.get(parent, parent[3:]), code


@pytest.mark.parametrize(
    ("code", "council", "executive"),
    [
        ("kr-11", "서울특별시의회", "서울특별시장"),
        ("kr-50", "세종특별자치시의회", "세종특별자치시장"),
        ("kr-49", "제주특별자치도의회", "제주특별자치도지사"),
        ("kr-11545", "서울특별시 금천구의회", "서울특별시 금천구청장"),
        ("kr-26500", "부산광역시 수영구의회", "부산광역시 수영구청장"),
        ("kr-27720", "대구광역시 군위군의회", "대구광역시 군위군수"),
        ("kr-41271", None, None),  # 안산시 상록구 has no council
        ("kr-48120", "창원시의회", "창원시장"),
        ("kr-51820", "강원특별자치도 고성군의회", "강원특별자치도 고성군수"),
        ("kr-52110", "전주시의회", "전주시장"),
    ],
)
def test_known_councils(code: str, council: str | None, executive: str | None) -> None:
    row = COUNCILS.get(code, {})
    assert (row.get("council_ko"), row.get("executive_ko")) == (council, executive)


def test_no_short_name_means_two_councils() -> None:
    names = [n for row in COUNCILS.values() for n in [row["jurisdiction_ko"], *split(row["aliases"])]]
    assert twice(names) == []
    assert set(names) & {"중구", "동구", "서구", "남구", "북구", "강서구", "고성군"} == set()
    assert "금천구" in names


def test_former_names_and_codes_are_nobodys_present_ones() -> None:
    present = {row["jurisdiction_ko"] for row in COUNCILS.values()}
    former = [name for row in COUNCILS.values() for name in split(row["former_names"])]
    codes = [code for row in COUNCILS.values() for code in split(row["former_codes"])]
    assert twice(former) == []
    assert set(former) & present == set()
    assert twice(codes) == []
    assert set(codes) & set(COUNCILS) == set()


def test_nobody_is_withheld_without_a_reason() -> None:
    assert [row for row in rows("withheld") if not (row["reason"] and row["since"])] == []
