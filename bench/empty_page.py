"""The baseline of `bench.paint`: a page with nothing but one plotly chart."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

st.set_page_config(layout="wide")
st.plotly_chart(go.Figure(go.Bar(x=["a", "b", "c"], y=[3, 2, 1])))
