#!/usr/bin/env python3
"""Writes passwords.tsv: SES SMTP passwords by Python's hmac, for comparison in tests/cli/library.rs.

The algorithm comes from "Obtaining Amazon SES SMTP credentials", Amazon SES Developer Guide.
Run by hand:  python3 tests/vectors/make.py > tests/vectors/passwords.tsv
"""
import base64
import hmac
import pathlib

TABLE = pathlib.Path(__file__).with_name("regions.tsv").read_text(encoding="utf-8")
ROWS = [row.split("\t") for row in TABLE.splitlines()]
REGIONS = [code for code, _, smtp, _ in ROWS if smtp != "absent"]

SECRETS = [
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",  # AWS's documentation key
    "hkNEQDyf3cXRstKPDyREI8U//iBAGVBnjdYbDUaE",  # the worst case for percent-encoding in us-east-1
    "/JalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE/",
    "+JalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE+",
    "/+++////++++////++++////++++////++++///+",
]

# Lengths around 60, at which "AWS4" and the key fill the block of the hash, and multibyte characters.
OTHER_SECRETS = ["", "a", "a" * 39, "b" * 59, "c" * 60, "d" * 61, "e" * 64, "f" * 128, "g" * 1000, "pässwörd-€-🔑"]


def password(secret, region):
    signature = ("AWS4" + secret).encode()
    for data in "11111111", region, "ses", "aws4_request", "SendRawEmail":
        signature = hmac.digest(signature, data.encode(), "sha256")
    return base64.b64encode(b"\x04" + signature).decode()


for secret in SECRETS:
    for region in REGIONS:
        print(secret, region, password(secret, region), sep="\t")
for secret in OTHER_SECRETS:
    for region in "us-east-1", "", "mars-north-1":
        print(secret, region, password(secret, region), sep="\t")
