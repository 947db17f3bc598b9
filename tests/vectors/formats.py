#!/usr/bin/env python3
"""Prints the expected output of each format on the ports 587 and 465, if it supports them.

Usage: tests/vectors/formats.py > tests/vectors/formats.txt
"""
import csv
import re
from pathlib import Path
from urllib.parse import quote

# The worst key for percent-encoding in us-east-1.
USERNAME = "AKIAIOSFODNN7EXAMPLE"
PASSWORD = "BJ1//u46F+v6TpoWVD6H1lauzBIrxP//2xfYmHRSXwt/"
REGION = "us-east-1"
PORTS = {"any": [587, 465], "not-2465": [587, 465], "starttls": [587], "tls": [465]}
TOKEN = re.compile(r"(\{\{|\}\}|\\.)|\{tls:([^{}|]*)\|([^{}|]*)\}|\{(\w+)\}")
ESCAPES = {"{{": "{", "}}": "}", "\\n": "\n", "\\t": "\t", "\\\\": "\\"}


def fill(template, port):
    is_tls = port == 465
    values = {
        "username": USERNAME,
        "password": PASSWORD,
        "password_url": quote(PASSWORD, safe=""),
        "region": REGION,
        "host": f"email-smtp.{REGION}.amazonaws.com",
        "port": str(port),
        "scheme": "smtps" if is_tls else "smtp",
    }

    def replace(match):
        escape, starttls, tls, name = match.groups()
        if escape is not None:
            return ESCAPES[escape]
        return values[name] if name is not None else TOKEN.sub(replace, tls if is_tls else starttls)

    return TOKEN.sub(replace, template)


def main():
    table = Path(__file__).parents[2] / "src/cli/formats.tsv"
    with table.open() as file:
        lines = (line for line in file if not line.startswith("#"))
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            for port in PORTS[row["ports"]]:
                print(f"== {row['name']} {port}")
                print(fill(row["template"], port))


main()
