"""Fictional provinces, marked as simulated, with seasons, backlog and anomalies whose truth is known."""

from data.simulate.plan import Plan, Totals
from data.simulate.running import Report, SimulationExistsError, simulate

__all__ = ["Plan", "Report", "SimulationExistsError", "Totals", "simulate"]
