"""Statutes and ordinances: the register of instruments and their editions."""

from kg.legislation.register import Edition, Instrument, Register, default_register, fold_title

__all__ = ["Edition", "Instrument", "Register", "default_register", "fold_title"]
