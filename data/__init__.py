"""Everything that knows SQL, pandas and geopandas. Knows no Dash, Plotly or Flask."""
