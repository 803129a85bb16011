"""A result becomes a plotly figure: one template, one palette."""
