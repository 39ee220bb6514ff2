from kg.cite.scan import Scan


class QuickScan(Scan):
    """x"""
