"""Files and questions as people really send them, each with the answer worked out by hand."""
