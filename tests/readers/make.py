"""Writes inputs and the keys that independent readers find in them, one JSON object per line.

    tests/readers/make.py COUNT [SEED] > tests/readers/cases.jsonl

CSV is read by Python's csv, JSON by its json, variables by python-dotenv and bash, and profiles by
botocore. `keys` are the access keys that they find. `complete` is true if no error follows the keys.
Needs botocore and python-dotenv.
"""

import base64
import csv
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

import botocore.credentials
import botocore.exceptions
import dotenv
import logging

BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
count = int(sys.argv[1])
logging.disable()
rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
pick = rng.choice


def chance(percent):
    return rng.random() * 100 < percent


def secret():
    while True:
        text = "".join(rng.choices(BASE64, k=40))
        if is_secret(text):
            return text


def key_id():
    return "AKIA" + "".join(rng.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=16))


def is_secret(text):
    return bool(
        text
        and re.fullmatch(r"[A-Za-z0-9+/]{40}", text)
        and re.search("[A-Z]", text)
        and re.search("[a-z]", text)
        and not re.match(r"A[KS]IA[A-Z0-9]{16}", text)
    )


def is_id(text):
    return bool(text and re.fullmatch(r"AKIA[A-Z0-9]{16}", text))


def damaged():
    """A text that isn't a secret access key."""
    text = secret()
    return pick(
        [
            text[:39], text + "x", text[:20] + " " + text[20:], text[:20] + "\u00a0" + text[21:],
            f'"{text}"', f"'{text}'", text.lower(), text[:30], key_id(), "ASIA" + key_id()[4:], "null",
            "***", "${SECRET}", "[MASKED]", "us-east-1", "0123456789abcdef" * 2 + "01234567", "",
            text.replace(text[5], "%2F", 1), text[:20] + "\\" + text[21:], text[:39] + "=", text[:39] + "#",
            base64.b64encode(text.encode()).decode(), "hello world", f"{key_id()}:{text}",
        ]
    )


def value(percent=90):
    return secret() if chance(percent) else damaged()


def an_id(percent=92):
    return key_id() if chance(percent) else pick(["", key_id()[:19], secret(), "mail-user", "ASIA" + key_id()[4:]])


def end():
    return pick(["\n", "\n", "\n", "\r\n"])


def text_of(lines):
    line_end = end()
    text = line_end.join(lines) + pick(["", line_end, line_end, line_end * 2])
    return ("\ufeff" if chance(5) else "") + text


def damage(text):
    """Changes a character, sometimes."""
    while text and chance(15):
        at = rng.randrange(len(text))
        text = text[:at] + pick(["", *"\"'#=\\ \t\n,;{}[]:-.%$Aa1+/"]) + text[at + rng.randint(0, 1):]
    return text


# Lines

def a_line():
    i, s = an_id(), value()
    return pick(
        [
            s, s, f"{i} {s}", f"{i} {s}", f"{i}\t{s}", f"  {i}   {s} ", f"{s}\t", f"# {s}", "#", "", " \t",
            f"ACCESSKEY\t{i}\t2024-01-01T00:00:00+00:00\t{s}\tActive\tmail",
            f"{i}\t2024-01-01T00:00:00+00:00\t{s}\tActive\tmail",
        ]
        + ([f"{s} {i}", f"{i} {s} {secret()}", f"{i}:{s}", f"{i},{s}", i, f"{s} {s}", f"{i} {i} {s}", "An error occurred"]
           if chance(25) else [])
    )


def lines():
    text = text_of([a_line() for _ in range(rng.randint(1, 5))])
    keys, complete, blank = [], True, False
    for line in text.lstrip("\ufeff").replace("\r\n", "\n").split("\n"):
        line = line.strip(" \t")
        if not line:
            blank = True
            continue
        if line.startswith("#"):
            continue
        words = re.split(r"[ \t]+", line)
        columns = line.split("\t")
        if columns[0] == "ACCESSKEY" and len(columns) == 6:
            words = [columns[1], columns[3]]
        elif len(columns) == 5 and columns[3] == "Active":
            words = [columns[0], columns[2]]
        good = is_secret(words[-1]) and (len(words) == 1 or len(words) == 2 and is_id(words[0]))
        if not good or (blank and keys):
            complete = False
            break
        blank = False
        keys.append([words[0] if len(words) == 2 else None, words[-1]])
    return text, keys, complete and bool(keys)


# CSV

def cell(text, delimiter):
    if chance(30) or delimiter in text or "\n" in text:
        quoted = '"' + text.replace('"', '""') + '"'
        return quoted if chance(95) else pick([quoted[:-1], quoted + "x", " " + quoted, quoted + " "])
    return pick([text, text, text, text + " ", " " + text]) if chance(30) else text


def csv_file():
    delimiter = pick(",,;\t")
    names = pick(
        [
            ["Access key ID", "Secret access key"],
            ["User name", "Password", "Access key ID", "Secret access key", "Console login link"],
            ["User Name", "Access key ID", "Secret access key"],
            ["Secret access key"],
            ["aws_access_key_id", "aws_secret_access_key", "aws_session_token"],
            ["AccessKeyId", "note", "SecretAccessKey", "SECRET_KEY"],
        ]
    )
    rng.shuffle(names)
    rows = [delimiter.join(cell(name, delimiter) if chance(20) else name for name in names)]
    for _ in range(rng.randint(0, 4)):
        s = value()
        row = []
        for name in names:
            folded = re.sub("[-_ ]", "", name.lower())
            if "secret" in folded:
                row.append(s if chance(97) else secret())
            elif folded.endswith("keyid"):
                row.append(an_id())
            elif folded.endswith("token"):
                row.append("" if chance(90) else "token")
            else:
                texts = ["", "mail", "a, b", 'say "hi"', "two\nlines", "x;y", "Secret access key"]
                row.append(pick(texts + ["#x"] if row else texts))
        kind = rng.random() * 100
        if kind < 4:
            rows.append(delimiter * (len(names) - 1))
        elif kind < 7:
            rows.append("")
        elif kind < 11:
            rows.append("#" + delimiter.join(row))
        elif kind < 14:
            rows.append(delimiter.join(row[:-1]))
        else:
            rows.append(delimiter.join(cell(text, delimiter) for text in row))
    rows[1:] = ["\n".join(rows[1:])] if chance(50) else [damage("\n".join(rows[1:]))]
    text = text_of(([f"sep={delimiter}"] if chance(10) else []) + (["# x"] if chance(10) else []) + rows)
    return text, *read_csv(text, delimiter)


def read_csv(text, delimiter):
    text = text.lstrip("\ufeff")
    while text.startswith(("sep=", "#")) or text[:1] in "\r\n" and text:
        text = text.partition("\n")[2]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return [], False
    if not rows:
        return [], False
    header = [re.sub("[-_ ]", "", name.strip().strip('"').lower()).removeprefix("aws") for name in rows[0]]
    keys, blank = [], False
    for row in rows[1:]:
        if row and row[0].strip().startswith("#"):
            continue
        if all(not text.strip() for text in row):
            blank = True
            continue
        found = {name: {text.strip() for n, text in zip(header, row) if n == name and text.strip()} for name in header}
        secrets = found.get("secretaccesskey", set()) | found.get("secretkey", set())
        ids = found.get("accesskeyid")
        if (
            blank and keys
            or len(row) != len(header)
            or found.get("sessiontoken")
            or len(secrets) != 1
            or ids is not None and (len(ids) != 1 or not is_id(min(ids)))
            or not is_secret(min(secrets))
        ):
            return keys, False
        blank = False
        keys.append([min(ids) if ids else None, min(secrets)])
    return keys, bool(keys)


# JSON

SECRET_NAMES = ["SecretAccessKey", "secret_access_key", "aws_secret_access_key", "secretKey", "AWS-SECRET-KEY"]
ID_NAMES = ["AccessKeyId", "access_key_id", "AWS_ACCESS_KEY_ID", "accessKey"]
TOKEN_NAMES = ["SessionToken", "Token", "aws_security_token"]
OTHER_NAMES = ["Status", "CreateDate", "UserName", "value", "secret", "key", "AccessKeys", "password"]
CONTAINERS = ["AccessKey", "Credentials", "data", "DATA"]


class Pairs(list):
    """An object, with the names that appear twice."""


def json_text(value):
    if isinstance(value, Pairs):
        space = pick(["", " ", "\n  "])
        return "{" + ("," + space).join(f"{json_string(n)}:{space}{json_text(v)}" for n, v in value) + "}"
    if isinstance(value, str):
        return json_string(value)
    return json.dumps(value)


def json_string(text):
    if chance(5):
        return '"' + "".join(f"\\u{ord(c):04x}" if chance(20) else c.replace("\\", "\\\\").replace('"', '\\"') for c in text) + '"'
    return json.dumps(text).replace("/", "\\/" if chance(20) else "/")


def an_object(depth):
    pairs = Pairs()
    wrap = lambda v: Pairs([("sensitive", True), ("type", "string"), ("value", v)]) if chance(10) else v
    if chance(85 if depth else 55):
        pairs.append((pick(SECRET_NAMES), wrap(value(95))))
    if chance(70):
        pairs.append((pick(ID_NAMES), wrap(an_id(97))))
    if chance(4):
        pairs.append((pick(TOKEN_NAMES), pick(["", None, "token"])))
    if chance(4):
        pairs.append((pick(SECRET_NAMES + ID_NAMES), pick([None, "", 1, True, [], Pairs(), secret(), key_id()])))
    if chance(5) and pairs:
        pairs.append(pick(pairs))
    for _ in range(rng.randint(0, 2)):
        pairs.append((pick(OTHER_NAMES), pick(["x", 1, None, [1, "a"], secret(), Pairs([("SecretAccessKey", secret())])])))
    if depth < 5 and (not pairs or chance(35)):
        inner = an_object(depth + 1)
        container = pick(CONTAINERS + ["value", "other"]) if chance(80) else "SecretString"
        pairs.append((container, json_text(inner) if container == "SecretString" else inner))
    rng.shuffle(pairs)
    return pairs


def json_documents():
    documents = [json_text(an_object(0)) for _ in range(pick([1, 1, 1, 2, 3]))]
    text = pick(["", "\n", " \n "]).join(documents)
    text = "{" + damage(text[1:])
    keys, rest = [], text
    while rest.strip(" \t\r\n"):
        rest = rest.lstrip(" \t\r\n")
        try:
            if not rest.startswith("{"):
                raise ValueError
            document, at = json.JSONDecoder(object_pairs_hook=Pairs).raw_decode(rest)
            keys.append(search(document))
        except (ValueError, RecursionError):
            return text, keys, False
        rest = rest[at:]
    return text, keys, bool(keys)


def fold(name):
    return re.sub("[-_ ]", "", name.lower()).removeprefix("aws")


def part(name):
    return {
        "secretaccesskey": "secret", "secretkey": "secret", "accesskeyid": "id", "accesskey": "id",
        "sessiontoken": "token", "securitytoken": "token", "token": "token",
    }.get(fold(name))


def search(document):
    found, stack, number = [], [(document, 0)], 0
    known = lambda name: part(name) or fold(name) in ("credentials", "data", "secretstring")

    def unwrap(value):
        if isinstance(value, Pairs) and not any(known(n) for n, _ in value):
            values = [v for n, v in value if n == "value"]
            if len(values) == 1:
                return values[0]
        return value

    while stack:
        pairs, depth = stack.pop()
        pairs = unwrap(pairs)
        if not isinstance(pairs, Pairs) or depth > 3:
            continue
        number += 1
        seen = {}
        for name, value in pairs:
            if known(name) and seen.setdefault(name, value) != value:
                raise ValueError
            value = unwrap(value)
            if isinstance(value, Pairs) and fold(name) in ("accesskey", "credentials", "data"):
                stack.append((value, depth + 1))
            elif part(name):
                if value is not None and not isinstance(value, str):
                    raise ValueError
                found.append((part(name), number, (value or "").strip()))
            elif fold(name) == "secretstring" and isinstance(value, str) and value.strip().startswith("{"):
                stack.append((json.loads(value, object_pairs_hook=Pairs), depth + 1))
    values = lambda kind: {(n, v) for k, n, v in found if k == kind and v}
    secrets, ids = values("secret"), values("id")
    if values("token") or len({v for _, v in secrets}) != 1 or len({v for _, v in ids}) > 1:
        raise ValueError
    if ids and not {n for n, _ in ids} & {n for n, _ in secrets}:
        raise ValueError
    key = min(v for _, v in secrets)
    the_id = min(v for _, v in ids) if ids else None
    if not is_secret(key) or ids and not is_id(the_id) or not ids and any(k == "id" for k, _, _ in found):
        raise ValueError
    return [the_id, key]


# Variables

VARIABLE_NAMES = ["AWS_SECRET_ACCESS_KEY"] * 8 + ["SECRET_ACCESS_KEY", "aws_secret_key", "SECRET_KEY"]
ID_VARIABLES = ["AWS_ACCESS_KEY_ID"] * 8 + ["ACCESS_KEY_ID", "AWS_ACCESS_KEY", "ACCESS_KEY"]


def quote(text):
    return pick(
        [text] * 4 + [f'"{text}"', f"'{text}'"] * 2 + [f'"{text}" # x', f"{text} # x", f"{text}\t#x", f"'{text}'#x", f"{text} "]
        + ([f'"{text}', f'"{text}"x', f'{text}"', f"'{text}\\'", f'"{text}\n"', f"{text}#x", f"{text};", f"# {text}", f"#{text}", f"\\{text}"] if chance(10) else [])
    )


def assignment(name, text, words):
    word = pick(words)
    space = pick(["", "", "", "", " "]) if not word.strip() else ""
    return f"{word}{name}{space}={space}{quote(text)}"


def variable_lines(words):
    rows = [assignment(pick(VARIABLE_NAMES), value(), words), assignment(pick(ID_VARIABLES), an_id(), words)]
    if chance(5):
        rows.append(assignment(pick(["AWS_SESSION_TOKEN", "TOKEN", "aws_security_token"]), pick(["", "token"]), words))
    if chance(5):
        rows.append(assignment(pick(VARIABLE_NAMES + ID_VARIABLES), pick(["", secret(), key_id()]), words))
    for _ in range(rng.randint(0, 3)):
        rows.append(
            pick(
                [
                    "", "# comment", f"# AWS_SECRET_ACCESS_KEY={secret()}", "DEBUG=1", "APP_NAME=\"My App\"", "EMPTY=",
                    f'MULTI="one\nAWS_SECRET_ACCESS_KEY={secret()}\ntwo"', f"MULTI='one\n{secret()}\n'", "export PATH=/bin",
                    f"MULTI=\"a\\\"b\nAWS_ACCESS_KEY_ID={key_id()}\n\"", "OTHER='it\\'s'", "QUOTE=\"", "APOS=it's",
                ]
                + ([secret(), f"{key_id()} {secret()}", "{", "Access key ID,Secret access key", "foo bar"] if chance(10) else [])
            )
        )
    rng.shuffle(rows)
    return rows if begins_variables(rows) else variable_lines(words)


def begins_variables(rows):
    """Whether the first line begins variables: a key or another form there decides about the rest."""
    first = next(row for row in rows if row and not row.startswith("#"))
    return re.match(r"[\w \t-]+?=", first)


def by_dotenv():
    first, *rows = variable_lines(["", "", "export ", "export  ", " "])
    text = text_of([first, damage("\n".join(rows))])
    plain = text.lstrip("\ufeff")
    values = dotenv.dotenv_values(stream=io.StringIO(plain), interpolate=False)
    return text, *of_values(values)


def of_values(values):
    found = {"secret": set(), "id": set(), "token": set()}
    for name, text in values.items():
        short = fold(name) in ("secretkey", "accesskey", "token") and not name.lower().startswith("aws")
        if part(name) and text is not None and not short:
            # After `=`, python-dotenv reads a comment as the value, and bash doesn't.
            found[part(name)].add("" if text.startswith("#") else text.strip())
    secrets, ids = found["secret"] - {""}, found["id"] - {""}
    bad = found["token"] - {""} or len(secrets) != 1 or len(ids) > 1 or found["id"] and not ids
    if bad or not is_secret(min(secrets)) or ids and not is_id(min(ids)):
        return [], False
    return [[min(ids) if ids else None, min(secrets)]], True


class Bash:
    """One bash that sources each file in a subshell and prints the variables."""

    def __init__(self):
        script = (
            "while IFS= read -r file; do ( set -a; . \"$file\"; "
            "for name in AWS_SECRET_ACCESS_KEY SECRET_ACCESS_KEY aws_secret_key SECRET_KEY AWS_ACCESS_KEY_ID ACCESS_KEY_ID "
            "AWS_ACCESS_KEY ACCESS_KEY AWS_SESSION_TOKEN TOKEN aws_security_token; do "
            "[ -n \"${!name+x}\" ] && printf '%s=%s\\0' \"$name\" \"${!name}\"; done ) 2>/dev/null; printf '\\0END\\0'; done"
        )
        self.path = os.path.join(tempfile.mkdtemp(), "file")
        self.process = subprocess.Popen(
            [shutil.which("bash"), "--norc", "--noprofile", "-c", script], env={"PATH": "/nonexistent"},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )

    def read(self, text):
        with open(self.path, "w", newline="") as file:
            file.write(text)
        self.process.stdin.write(self.path.encode() + b"\n")
        self.process.stdin.flush()
        output = b""
        while not output.endswith(b"\0END\0"):
            output += self.process.stdout.read(1)
        pairs = [pair.split("=", 1) for pair in output.decode(errors="replace").split("\0") if "=" in pair]
        return dict(pairs)


bash = Bash()


def by_bash():
    words = ["", "export ", "declare -x ", "readonly ", "typeset -x ", "export  "]
    # bash knows no escapes between single quotes, and a quote anywhere begins a string.
    is_shell = lambda row: " = " not in row and (row.count('"') + row.count("'")) % 2 == 0
    rows = [row for row in variable_lines(words) if is_shell(row) or row.startswith("MULTI")]
    if not any(row and not row.startswith("#") for row in rows) or not begins_variables(rows):
        return by_bash()
    names = [name for row in rows for name in re.findall(r"(\w+)=", row)]
    if len(set(names)) < len(names):
        # bash can't set these a second time.
        rows = [row.replace("readonly", "export") for row in rows]
    text = "\n".join(rows) + "\n"
    return text, *of_values(bash.read(text))


# Profiles

def profile_file(is_config):
    names = pick([["mail"], ["mail", "other"], ["other", "mail"], ["mail", "mail"], ["other"], ["mail", "DEFAULT"], ["default", "mail"], ["DEFAULT", "mail"]])
    rows = ["# x"] if chance(10) else []
    if chance(3):
        rows.append("region = x")
    for name in names:
        section = name
        if is_config and name not in ("default", "DEFAULT"):
            section = pick([f"profile {name}"] * 6 + [f'profile "{name}"', f"profile '{name}'", f"profile  {name}", f"profile\t{name}", name, f"profile {name} x", f"profilex {name}", f"profile \"{name}", f"profile m\\ail"])
        header = pick([f"[{section}]"] * 12 + [f"[{section}] # x", f"[ {section} ]", f"[{section}", f"[{section}]]", f" [{section}]", f"[{section}]x=y"])
        rows.append(header)
        indent = pick(["", "", "", " ", "\t"])
        settings = []
        if chance(85):
            settings.append(("aws_access_key_id", an_id(96)))
        if chance(90):
            settings.append(("aws_secret_access_key", value(94)))
        if chance(4):
            settings.append((pick(["aws_session_token", "aws_security_token"]), pick(["", "token"])))
        if chance(4):
            settings.append((pick(["aws_access_key_id", "aws_secret_access_key"]), secret()))
        for _ in range(rng.randint(0, 2)):
            settings.append((pick(["region", "output", "s3", "a b", "Region2"]), pick(["x", "", "x ; y", "a = b", "x # y"])))
        rng.shuffle(settings)
        for setting, text in settings:
            setting = pick([setting] * 4 + [setting.upper(), setting.title()])
            row = f"{indent}{setting}{pick(['=', ' = ', ': ', ' : ', '=  ', chr(9) + '='])}{text}{pick(['', '', '', ' '])}"
            if chance(2):
                row = pick([row.replace("=", " ").replace(":", " "), "=" + row, row + " # x", row + " ; x", f'{setting}="{text}"'])
            rows.append(row)
            if chance(4):
                rows.append(indent + pick(["  ", "\t"]) + pick(["a = b", "more", "# comment", "; comment", "", "[mail]", "aws_session_token = x"]))
        for _ in range(pick([0, 0, 1])):
            rows.append(pick(["", "# x", "; aws_secret_access_key = x", "  # x", "   "]))
    line_end = pick(["\n", "\n", "\n", "\r\n", "\r"])
    return line_end.join(rows) + pick(["", line_end])


profile_path = os.path.join(tempfile.mkdtemp(), "file")


def by_botocore(is_config):
    text = damage(profile_file(is_config))
    with open(profile_path, "w", newline="", encoding="utf-8") as file:
        file.write(text)
    provider = botocore.credentials.ConfigProvider if is_config else botocore.credentials.SharedCredentialProvider
    try:
        found = provider(profile_path, "mail").load()
    except (botocore.exceptions.BotoCoreError, AttributeError, TypeError):
        return text, [], False
    if not found or found.token or not isinstance(found.secret_key, str) or not isinstance(found.access_key, str):
        return text, [], False
    good = is_secret(found.secret_key) and is_id(found.access_key)
    return text, [[found.access_key, found.secret_key]] if good else [], good


KINDS = {
    "lines": lines, "csv": csv_file, "json": json_documents, "variables": by_dotenv, "shell": by_bash,
    "credentials": lambda: by_botocore(False), "config": lambda: by_botocore(True),
}

for number in range(count):
    kind = list(KINDS)[number % len(KINDS)]
    text, keys, complete = KINDS[kind]()
    print(json.dumps({"kind": kind, "input": text, "keys": keys, "complete": complete}))
