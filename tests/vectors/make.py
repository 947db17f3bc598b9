#!/usr/bin/env python3
"""Writes passwords.tsv: SES SMTP passwords by Python's hmac, for tests/derive.rs to compare with.

The algorithm is the one of "Obtaining Amazon SES SMTP credentials", Amazon SES Developer Guide.
Run by hand:  python3 tests/vectors/make.py > tests/vectors/passwords.tsv
"""
import base64
import hmac

REGIONS = """us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 sa-east-1 eu-central-1 eu-west-1 eu-west-2
eu-west-3 eu-north-1 eu-south-1 ap-south-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1
ap-southeast-2 us-gov-west-1 us-gov-east-1 af-south-1 ap-south-2 ap-southeast-3 ap-southeast-5 ca-west-1
eu-central-2 il-central-1 me-south-1 me-central-1""".split()

SECRETS = [
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",  # AWS's documentation key
    "hkNEQDyf3cXRstKPDyREI8U//iBAGVBnjdYbDUaE",  # the worst case for percent-encoding in us-east-1
    "/JalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE/",
    "+JalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE+",
    "/+++////++++////++++////++++////++++///+",
]

# Lengths around 60, where "AWS4" and the key fill the block of the hash, and characters of several bytes.
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
