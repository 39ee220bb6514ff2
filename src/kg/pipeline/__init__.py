"""The whole line, per document and by content: sources → facts → quads → store → validation → version."""

from kg.pipeline.build import Failure, Legislation, OnProgress, Report, build_dataset, build_steps
from kg.pipeline.documents import Summary
from kg.pipeline.sources import source_files
from kg.pipeline.withheld import Person, Withheld

__all__ = [
    "Failure",
    "Legislation",
    "OnProgress",
    "Person",
    "Report",
    "Summary",
    "Withheld",
    "build_dataset",
    "build_steps",
    "source_files",
]
