"""What the pages share: state, filters, explanations, tables, exports."""
