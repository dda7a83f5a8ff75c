"""How panels about single cases are drawn, of feedback and of dossiers alike: one module a question."""
