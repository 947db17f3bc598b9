#!/usr/bin/env python3
"""Writes configurations.tsv: configurations as other programs read them, for tests/cli/check.

Columns: the reader, the values that it reads for user name, password, host, and port as JSON, and
the text as JSON. The texts are random, and the values come from the reader.
Run by hand, with python-dotenv and PyYAML:

    python3 tests/vectors/configurations.py > tests/vectors/configurations.tsv
"""
import base64
import configparser
import io
import json
import random

import dotenv
import yaml

R = random.Random(535)
NAMES = ["SMTP_USERNAME", "SMTP_PASSWORD", "SMTP_HOST", "SMTP_PORT"]


def values():
    user = "AKIA" + "".join(R.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for _ in range(16))
    password = base64.b64encode(b"\x04" + R.randbytes(32)).decode()
    password = R.choice([password] * 6 + [password + " ", " " + password, password[:-1], password.replace("+", " ")])
    return [user, password, f"email-smtp.{R.choice(['us-east-1', 'eu-west-1'])}.amazonaws.com", R.choice(["587", "465"])]


def is_bare(value):
    return value == value.strip() and " " not in value


def quoted(value, styles):
    others = [style for style in styles if style != "{}"]
    style = R.choice(styles if is_bare(value) or not others else others)
    return style.format(value)


def noise(comment):
    return R.choice([[], [], [""], [comment + " old password: " + base64.b64encode(b"\x04" + R.randbytes(32)).decode()]])


def lines(separator, styles, comment, trailing):
    rows = [noise(comment)]
    for name, value in R.sample(list(zip(NAMES, values())), 4):
        rows.append([name + separator() + quoted(value, styles) + R.choice(trailing)])
        rows.append(noise(comment))
    return [line for row in rows for line in row]


def env():
    return "\n".join(lines(lambda: "=", ["{}", "'{}'", '"{}"'], "#", ["", "", " # was other"])) + "\n"


def yaml_text():
    text = lines(lambda: R.choice([": ", ":   "]), ["{}", "'{}'", '"{}"'], "#", ["", "", " # was other"])
    return R.choice(["", "mail:\n"]) + "\n".join("  " + line for line in text) + "\n"


def ini():
    return "[mail]\n" + "\n".join(lines(lambda: R.choice([" = ", "=", ": "]), ["{}"], "#", [""])) + "\n"


def json_text():
    data = dict(zip(NAMES, values()))
    data = {"debug": True, "mail": data, "list": [1, {"a": None}]} if R.random() < 0.5 else data
    text = json.dumps(data, indent=R.choice([None, 2, 4]))
    return text.replace("/", "\\/") if R.random() < 0.3 else text


def flat(data):
    return data.get("mail", data)


READERS = {
    "dotenv": (env, lambda text: dotenv.dotenv_values(stream=io.StringIO(text), interpolate=False)),
    "yaml": (yaml_text, lambda text: flat(yaml.safe_load(text))),
    "json": (json_text, lambda text: flat(json.loads(text))),
}


def read_ini(text):
    parser = configparser.RawConfigParser()
    parser.optionxform = str
    parser.read_string(text)
    return parser["mail"]


READERS["configparser"] = (ini, read_ini)

for _ in range(60):
    for name, (make, read) in READERS.items():
        while True:
            text = make()
            try:
                found = read(text)
                break
            except configparser.Error:
                continue
        found = [str(found[name]) for name in NAMES]
        print(name, json.dumps(found), json.dumps(text), sep="\t")
