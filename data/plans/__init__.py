"""The figures of the five plans: CSV files with provenance, and their loader."""

from data.plans.load import LoadReport, load_plans, read_plans

__all__ = ["LoadReport", "load_plans", "read_plans"]
