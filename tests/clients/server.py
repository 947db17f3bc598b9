#!/usr/bin/env python3
"""A local SMTP server whose passwords are computed here and not by the tool under test.

Usage: server.py CERTIFICATE KEY LOG [STARTTLS_PORT TLS_PORT]

The default ports are 2587 with STARTTLS, and 2465 with TLS from the start. AUTH PLAIN and LOGIN are
available after TLS only. Each accepted message adds a line to LOG: the login's user name, the port, and the
message's size. Prints "ready" when both ports are open. Knows one login. Each line `ID SECRET` on standard
input adds a login, and prints "ready" again. Ends when standard input ends.
"""
import base64
import hmac
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

SECRETS = {"AKIAIOSFODNN7EXAMPLE": "hkNEQDyf3cXRstKPDyREI8U//iBAGVBnjdYbDUaE"}
REGION = "us-east-1"
STARTTLS_PORT = 2587
TLS_PORT = 2465


def password(secret):
    signature = b"AWS4" + secret.encode()
    for data in "11111111", REGION, "ses", "aws4_request", "SendRawEmail":
        signature = hmac.digest(signature, data.encode(), "sha256")
    return base64.b64encode(b"\x04" + signature)


def authenticate(server, session, envelope, mechanism, login):
    secret = SECRETS.get(login.login.decode())
    right = secret is not None and hmac.compare_digest(login.password, password(secret))
    # With handled=False, aiosmtpd answers 535 itself.
    return AuthResult(success=right, handled=False, auth_data=login.login.decode())


class Log:
    def __init__(self, path, port):
        self.path, self.port = path, port

    async def handle_DATA(self, server, session, envelope):
        with open(self.path, "a") as log:
            log.write(f"{session.auth_data} {self.port} {len(envelope.content)}\n")
        return "250 OK"


def main():
    certificate, key, path, *ports = sys.argv[1:]
    starttls_port, tls_port = map(int, ports) if ports else (STARTTLS_PORT, TLS_PORT)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate, key)
    common = {"hostname": "127.0.0.1", "authenticator": authenticate, "auth_required": True}
    servers = [
        Controller(Log(path, starttls_port), port=starttls_port, tls_context=tls, require_starttls=True, **common),
        Controller(Log(path, tls_port), port=tls_port, ssl_context=tls, auth_require_tls=False, **common),
    ]
    for server in servers:
        server.start()
    print("ready", flush=True)
    for line in sys.stdin:
        username, secret = line.split()
        SECRETS[username] = secret
        print("ready", flush=True)
    for server in servers:
        server.stop()


if __name__ == "__main__":
    main()
