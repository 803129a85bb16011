"""Write the sample company as the files a company would have: sales, customers, survey, returns, products, contacts.

python -m sample_data.make_sample FOLDER --language en|zh
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable
from pathlib import Path

from sample_data.company import make_company
from sample_data.headers import FILES
from sample_data.rows import Row, contact_rows, customer_rows, product_rows, return_rows, sales_rows, survey_rows
from sample_data.words import Language


def _write(path: Path, header: tuple[str, ...], rows: Iterable[Row]) -> Path:
    """UTF-8 with a byte order mark, so that Excel shows Chinese on a double click."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def write_sample(folder: Path, language: Language) -> list[Path]:
    """Write all files of one language into the folder (made where missing) and return their paths, sales first.

    The same call writes the same bytes; both languages hold the same figures and ids under different words.
    """
    folder.mkdir(parents=True, exist_ok=True)
    company = make_company()
    rows = {
        "sales_last": sales_rows(company, 0, language),
        "sales_this": sales_rows(company, 1, language),
        "customers": customer_rows(company, language),
        "survey": survey_rows(company, language),
        "returns": return_rows(company, language),
        "products": product_rows(language),
        "contacts": contact_rows(company, language),
    }
    place = 1 if language == "zh" else 0
    return [
        _write(folder / names[place], tuple(pair[place] for pair in headers), rows[key])
        for key, (names, headers) in FILES.items()
    ]


def main(arguments: list[str] | None = None) -> None:
    """Write the files and print their paths."""
    parser = argparse.ArgumentParser(prog="python -m sample_data.make_sample", description="Write the sample company.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    given = parser.parse_args(arguments)
    for path in write_sample(given.folder, given.language):
        print(path)


if __name__ == "__main__":
    main()
