"""The common part of the tests: the tool, its lines, and the functions that add a test."""
import contextlib
import os
import smtplib
import ssl
import subprocess
from collections import namedtuple
from pathlib import Path

import server

ROOT = Path(__file__).resolve().parents[2]
ID = "AKIAIOSFODNN7EXAMPLE"
PASSWORD = server.password(server.SECRETS[ID]).decode()
REGION = server.REGION
STARTTLS, TLS = server.STARTTLS_PORT, server.TLS_PORT
MAIL = "From: a@example.com\r\nTo: b@example.com\r\nSubject: test\r\n\r\nHello.\r\n"

# The settings that a program reads. `tls` is True for TLS from the start, and False for STARTTLS.
Settings = namedtuple("Settings", "host port username password tls")
Test = namedtuple("Test", "name needs run")
TESTS = []
# The tool, which the program sets.
binary = None


class Skipped(Exception):
    pass


def test(name, *needs):
    def register(run):
        TESTS.append(Test(name, needs, run))
        return run

    return register


def run(*command, **options):
    options = {"check": True, "text": True, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, **options}
    return subprocess.run(command, **options).stdout


def tool(format_, port, host="localhost"):
    """Returns the lines, in a file of the current directory too."""
    path = Path("lines")
    path.unlink(missing_ok=True)
    run(binary, "--file", "key", "--host", host, "--port", str(port), "-f", format_, "-o", "lines", REGION)
    return path.read_text()


def log_lines():
    return len(Path("log").read_text().splitlines()) if os.path.exists("log") else 0


@contextlib.contextmanager
def one_mail():
    before = log_lines()
    yield
    assert log_lines() == before + 1, "no email message has arrived"


def log_in(settings):
    context = ssl.create_default_context(cafile="ca.pem")
    if settings.tls:
        smtp = smtplib.SMTP_SSL(settings.host, settings.port, context=context)
    else:
        smtp = smtplib.SMTP(settings.host, settings.port)
        smtp.starttls(context=context)
    with smtp:
        smtp.login(settings.username, settings.password)


def reads(name, read, *needs, ports=(STARTTLS, TLS)):
    """Adds a test of a reader, which returns Settings for the lines of the format."""

    def check():
        for port in ports:
            settings = read(tool(name.partition(":")[0], port))
            settings = settings._replace(port=int(settings.port))
            is_tls = port in (TLS, 465)
            assert settings == Settings("localhost", port, ID, PASSWORD, is_tls), settings
            if port in (STARTTLS, TLS):
                log_in(settings)

    TESTS.append(Test(name, needs, check))


def sends(name, send, *needs, ports=(STARTTLS, TLS)):
    """Adds a test of a program that sends an email message itself."""

    def check():
        for port in ports:
            text = tool(name.partition(":")[0], port)
            with one_mail():
                send(text, port)

    TESTS.append(Test(name, needs, check))
