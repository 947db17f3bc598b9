#!/usr/bin/env python3
"""A local SMTP server that knows one login, computed here and not by the tool under test.

Usage: server.py CERTIFICATE KEY LOG

STARTTLS on port 2587, TLS from the start on port 2465; AUTH PLAIN and LOGIN, after TLS only. Each
mail that is accepted adds a line to LOG: the mechanism's user name, the port and the mail's size.
Prints "ready" when both ports are open, and ends when its standard input does.
"""
import base64
import hmac
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

USERNAME = "AKIAIOSFODNN7EXAMPLE"
SECRET = "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"
REGION = "us-east-1"
STARTTLS_PORT = 2587
TLS_PORT = 2465


def password():
    signature = b"AWS4" + SECRET.encode()
    for data in "11111111", REGION, "ses", "aws4_request", "SendRawEmail":
        signature = hmac.digest(signature, data.encode(), "sha256")
    return base64.b64encode(b"\x04" + signature)


def authenticate(server, session, envelope, mechanism, login):
    right = login.login == USERNAME.encode() and hmac.compare_digest(login.password, password())
    # Not handled, so that aiosmtpd answers 535.
    return AuthResult(success=right, handled=False)


class Log:
    def __init__(self, path, port):
        self.path, self.port = path, port

    async def handle_DATA(self, server, session, envelope):
        with open(self.path, "a") as log:
            log.write(f"{USERNAME} {self.port} {len(envelope.content)}\n")
        return "250 OK"


def main():
    certificate, key, path = sys.argv[1:]
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate, key)
    common = {"hostname": "127.0.0.1", "authenticator": authenticate, "auth_required": True}
    servers = [
        Controller(Log(path, STARTTLS_PORT), port=STARTTLS_PORT, tls_context=tls, require_starttls=True, **common),
        Controller(Log(path, TLS_PORT), port=TLS_PORT, ssl_context=tls, auth_require_tls=False, **common),
    ]
    for server in servers:
        server.start()
    print("ready", flush=True)
    sys.stdin.read()
    for server in servers:
        server.stop()


main()
