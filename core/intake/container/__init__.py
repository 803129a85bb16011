"""What takes workbooks, archives and web pages apart. It runs in a child process with limits, never in the app.

`python -m core.intake.container REQUEST` reads one file and prints one JSON object; `core.intake.files.child` starts
it. Every table comes back as a CSV file: UTF-8, commas, RFC 4180, one line per row of the sheet.
"""
