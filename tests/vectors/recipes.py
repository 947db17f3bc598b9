#!/usr/bin/env python3
"""Writes recipes.tsv: passwords made by wrong recipes, for tests/cli/check to recognize.

Columns: secret access key, access key ID, region ("-" if the recipe has no region), recipe, password.
Run by hand:  python3 tests/vectors/recipes.py > tests/vectors/recipes.tsv
"""
import base64
import hmac

ID = "AKIAIOSFODNN7EXAMPLE"
SECRETS = ["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "hkNEQDyf3cXRstKPDyREI8U//iBAGVBnjdYbDUaE"]
REGIONS = ["us-east-1", "eu-west-1", "eu-south-1", "me-south-1", "us-gov-west-1"]
CHAIN = ["ses", "aws4_request", "SendRawEmail"]


def sign(key, data):
    return hmac.digest(key, data.encode(), "sha256")


def encode(signature, version=4):
    return base64.b64encode(bytes([version]) + signature).decode()


def chain(secret, region, keep=lambda key: key):
    key = sign(b"AWS4" + secret.encode(), "11111111")
    for data in [region, *CHAIN]:
        key = sign(keep(key), data)
    return key


def shell(key):
    """The bytes that $(...) keeps."""
    return key.replace(b"\0", b"").rstrip(b"\n")


def row(secret, region, recipe, password):
    print(secret, ID, region, recipe, password, sep="\t")


for secret in SECRETS:
    bare, first = sign(secret.encode(), "SendRawEmail"), sign(b"AWS4" + secret.encode(), "11111111")
    row(secret, "-", "bare-secret", encode(bare))
    # This was right for version 2.
    row(secret, "-", "old", encode(bare, 2))
    for version in 4, 2:
        row(secret, "-", "first-step", encode(first, version))
    for region in REGIONS:
        right = encode(chain(secret, region))
        row(secret, region, "right", right)
        row(secret, region, "version-2", encode(chain(secret, region), 2))
        for end, recipe in ("\n", "newline"), ("\r", "carriage-return"), ("\r\n", "carriage-return"), (" ", "space"):
            row(secret, region, recipe, encode(chain(secret + end, region)))
        row(secret, region, "access-key-id", encode(chain(ID, region)))
        row(secret, region, "smtp-password", encode(chain(right, region)))

# Half of all keys lose nothing in a shell. These are the first ten keys that do, in any step.
found = {False: 0, True: 0}
for number in range(2000):
    secret = base64.b64encode(number.to_bytes(30, "big")).decode().replace("A", "x")
    secret = "Ab" + secret[2:]
    right, kept = chain(secret, "us-east-1"), chain(secret, "us-east-1", shell)
    for is_last_lossy in False, True:
        password = shell(kept) if is_last_lossy else kept
        if found[is_last_lossy] < 10 and password != right and (len(password) < 32) == is_last_lossy:
            found[is_last_lossy] += 1
            row(secret, "us-east-1", "shell", encode(password))
