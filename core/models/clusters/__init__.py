"""Segments that are found: clusters of customers by chosen traits, evaluated, named and held over months."""
