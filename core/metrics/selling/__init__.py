"""Who sold, against which plan, and what is paid when."""
