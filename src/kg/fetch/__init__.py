"""Statutes and ordinances from the Open API of law.go.kr into a folder that `kg build --legislation` reads.

The key comes from the environment (KG_LAW_API_KEY) and is in no address shown, log, error, file or manifest.
The ordinance half follows public client code and is **unverified against the live service**.
"""

from kg.fetch.answers import Kind
from kg.fetch.order import By, Errand, Order
from kg.fetch.run import Fetched, FetchReport, Watch, fetch_legislation
from kg.fetch.shelf import MANIFEST, Record

__all__ = [
    "MANIFEST",
    "By",
    "Errand",
    "FetchReport",
    "Fetched",
    "Kind",
    "Order",
    "Record",
    "Watch",
    "fetch_legislation",
]
