"""Statutes and ordinances: the register, editions, changes, successions, delegation, what exists."""

from kg.legislation.amendments import changes, commenced
from kg.legislation.chain import based_on, carries_out, delegations
from kg.legislation.editions import Enactment, enactment, held_edition
from kg.legislation.inventory import Existence, existence
from kg.legislation.register import Edition, Instrument, Register, default_register, fold_title
from kg.legislation.renumbering import Successions, default_successions, successions
from kg.legislation.standing import Held, Standing, Timeline, text_on
from kg.legislation.wording import Wording, wording

__all__ = [
    "Edition",
    "Enactment",
    "Existence",
    "Held",
    "Instrument",
    "Register",
    "Standing",
    "Successions",
    "Timeline",
    "Wording",
    "based_on",
    "carries_out",
    "changes",
    "commenced",
    "default_register",
    "default_successions",
    "delegations",
    "enactment",
    "existence",
    "fold_title",
    "held_edition",
    "successions",
    "text_on",
    "wording",
]
