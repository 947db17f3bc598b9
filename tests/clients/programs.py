"""Programs and libraries that send an email message themselves."""
import json
import os
import shlex
import shutil
import time
from pathlib import Path
from urllib.parse import urlsplit

import harness
from harness import ID, MAIL, PASSWORD, REGION, ROOT, STARTTLS, TLS, Settings, Skipped, one_mail, reads, run, sends, test, tool
from settings import variables

# Python.


def python(text):
    values = {}
    exec(text, values)
    return values


DJANGO = """
import django, sys
from django.conf import settings
values = {}
exec(open("lines").read(), values)
values = {name: value for name, value in values.items() if name.startswith("EMAIL_")}
settings.configure(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", **values)
django.setup()
from django.core.mail import send_mail
assert send_mail("test", "Hello.", "a@example.com", ["b@example.com"]) == 1
"""
FLASK = """
import flask, flask_mail
application = flask.Flask(__name__)
application.config.from_pyfile("lines")
with application.app_context():
    flask_mail.Mail(application).send(flask_mail.Message("test", ["b@example.com"], "Hello.", sender="a@example.com"))
"""


sends("django", lambda text, port: run("/usr/bin/python3", "-c", DJANGO), "python:django")
sends("flask-mail", lambda text, port: run("/usr/bin/python3", "-c", FLASK), "python:flask_mail")


# PHP.

SYMFONY = "/usr/share/php/Symfony/Component/Mailer/autoload.php"
SYMFONY_SENDS = """
use Symfony\\Component\\Mailer\\{Mailer, Transport};
(new Mailer($transport))->send((new Symfony\\Component\\Mime\\Email())
    ->from('a@example.com')->to('b@example.com')->subject('test')->text('Hello.'));
"""
PHPMAILER = "/usr/share/php/libphp-phpmailer/autoload.php"
PHPMAILER_SENDS = """
$mail = new PHPMailer\\PHPMailer\\PHPMailer(true);
$mail->isSMTP();
$mail->SMTPAuth = true;
[$mail->Host, $mail->Port, $mail->SMTPSecure, $mail->Username, $mail->Password] = $account;
$mail->setFrom('a@example.com');
$mail->addAddress('b@example.com');
$mail->Body = 'Hello.';
$mail->send();
"""


def php(code):
    Path("test.php").write_text("<?php\n" + code)
    return run("php", "-d", f"openssl.cafile={os.getcwd()}/ca.pem", "-d", "display_errors=stderr", "test.php")


def symfony(name, transport):
    """Adds a test of Symfony's mailer; `transport` is an expression for the lines."""

    def send(text, port):
        v = json.dumps(json.dumps(variables(text))).replace("$", "\\$") if "=>" not in text else '"{}"'
        config = f"$CONFIG = array(\n{text}\n);" if "=>" in text else ""
        url = f"$url = {json.dumps(text.strip())};"
        php(f"require '{SYMFONY}'; $v = json_decode({v}, true); {config} {url}\n$transport = {transport};" + SYMFONY_SENDS)

    sends(name, send, "php", "file:" + SYMFONY)


ESMTP = "new Symfony\\Component\\Mailer\\Transport\\Smtp\\EsmtpTransport"
FACTORY = "(new Symfony\\Component\\Mailer\\Transport\\Smtp\\EsmtpTransportFactory())->create"
DSN = "new Symfony\\Component\\Mailer\\Transport\\Dsn"
symfony("laravel", f"{FACTORY}({DSN}($v['MAIL_SCHEME'], $v['MAIL_HOST'], $v['MAIL_USERNAME'], $v['MAIL_PASSWORD'],"
        " (int) $v['MAIL_PORT']))")
symfony("nextcloud", f"({ESMTP}($CONFIG['mail_smtphost'], $CONFIG['mail_smtpport'],"
        " $CONFIG['mail_smtpsecure'] === 'ssl' ? true : null))->setUsername($CONFIG['mail_smtpname'])"
        "->setPassword($CONFIG['mail_smtppassword'])")
symfony("symfony", "Symfony\\Component\\Mailer\\Transport::fromDsn($v['MAILER_DSN'])")


def url_symfony(text, port):
    php(f"require '{SYMFONY}'; $transport = Symfony\\Component\\Mailer\\Transport::fromDsn({json.dumps(text.strip())});"
        + SYMFONY_SENDS)


sends("url:symfony", url_symfony, "php", "file:" + SYMFONY)


def phpmailer(name, before, after, account):
    """Adds a test of PHPMailer; `account` is host, port, TLS word, user name, and password."""

    def send(text, port):
        php(f"require '{PHPMAILER}';\n{before}{text}{after}\n$account = [{account}];" + PHPMAILER_SENDS)

    sends(name, send, "php", "file:" + PHPMAILER)


phpmailer("drupal", "", "", ", ".join(f"$config['smtp.settings']['smtp_{name}']"
                                      for name in ["host", "port", "protocol", "username", "password"]))
phpmailer("joomla", "class JConfig {\n", "}\n$c = new JConfig();",
          "$c->smtphost, $c->smtpport, $c->smtpsecure, $c->smtpuser, $c->smtppass")
phpmailer("matomo", "$v = parse_ini_string(<<<'END'\n", "END, true)['mail'];",
          "$v['host'], $v['port'], $v['encryption'], $v['username'], $v['password']")
phpmailer("moodle", "$CFG = new stdClass();\n", "[$host, $port] = explode(':', $CFG->smtphosts);",
          "$host, $port, $CFG->smtpsecure, $CFG->smtpuser, $CFG->smtppass")
phpmailer("wordpress", "", "if (!WPMS_ON || WPMS_MAILER !== 'smtp' || !WPMS_SMTP_AUTH) exit(1);",
          "WPMS_SMTP_HOST, WPMS_SMTP_PORT, WPMS_SSL, WPMS_SMTP_USER, WPMS_SMTP_PASS")


def roundcube(text):
    v = json.loads(php(text + "echo json_encode($config);"))
    url = urlsplit(v["smtp_host"])
    return Settings(url.hostname, url.port, v["smtp_user"], v["smtp_pass"], ["tls", "ssl"].index(url.scheme) == 1)


reads("roundcube", roundcube, "php")


# Ruby.

RUBY_SENDS = """
settings = settings.transform_keys(&:to_sym)
mail = Mail.new(from: 'a@example.com', to: 'b@example.com', subject: 'test', body: 'Hello.')
mail.delivery_method :smtp, settings
mail.deliver!
"""


def ruby(code):
    Path("test.rb").write_text("require 'mail'\n" + code + RUBY_SENDS)
    return run("ruby", "test.rb")


def rails(text, port):
    ruby("require 'ostruct'\nconfig = OpenStruct.new(action_mailer: OpenStruct.new)\n"
         + text + "settings = config.action_mailer.smtp_settings\n")


def gitlab(text, port):
    ruby("gitlab_rails = {}\n" + text
         + "settings = gitlab_rails.transform_keys { |name| name.delete_prefix('smtp_') }.except('enable')\n")


RUBY_MAIL = "file:/usr/share/rubygems-integration/all/specifications"
sends("gitlab", gitlab, "ruby", RUBY_MAIL)
sends("rails", rails, "ruby", RUBY_MAIL)


# Node.js.

NODEMAILER = "file:/usr/share/nodejs/nodemailer"
NODE_SENDS = """
transport.sendMail({ from: 'a@example.com', to: 'b@example.com', subject: 'test', text: 'Hello.' })
    .catch((error) => { console.error(error.message); process.exit(1); });
"""


def node(code, *options):
    return run("node", *options, "-e", "const nodemailer = require('nodemailer');\n" + code + NODE_SENDS)


def node_env(text, port):
    node("const { SMTP_HOST: host, SMTP_PORT: port, SMTP_USERNAME: user, SMTP_PASSWORD: pass } = process.env;\n"
         "const transport = nodemailer.createTransport({ host, port, requireTLS: true, auth: { user, pass } });",
         "--env-file=lines")


@test("env:node", "node", NODEMAILER)
def env_node():
    if int(run("node", "--version").strip("v").split(".")[0]) < 20:
        raise Skipped("Node.js before 20 has no --env-file")
    text = tool("env", STARTTLS)
    with one_mail():
        node_env(text, STARTTLS)


sends("nodemailer", lambda text, port: node(text), "node", NODEMAILER)
sends("url:nodemailer", lambda text, port: node(f"const transport = nodemailer.createTransport({json.dumps(text.strip())});"),
      "node", NODEMAILER)


# Mail programs.


def msmtp(text, port):
    run("msmtp", "-C", "lines", "--tls-trust-file=ca.pem", "-a", "ses-" + REGION, "-f", "a@example.com", "b@example.com",
        input=MAIL)


sends("msmtp", msmtp, "msmtp")


@test("password:msmtp", "msmtp")
def passwordeval():
    command = f"{harness.binary} --file {os.getcwd()}/key {REGION}"
    Path("msmtprc").write_text(
        f'account ses\nhost localhost\nport {STARTTLS}\nfrom a@example.com\nauth on\ntls on\ntls_trust_file {os.getcwd()}/ca.pem\n'
        f'user {ID}\npasswordeval "{command}"\n')
    os.chmod("msmtprc", 0o600)
    # The tool must leave the message on standard input alone.
    with one_mail():
        run("msmtp", "-C", "msmtprc", "-a", "ses", "b@example.com", input=MAIL + "x" * 70 + "\r\n")


def curl(text, port):
    Path("mail").write_text(MAIL)
    scheme = "smtps" if port == TLS else "smtp"
    run("curl", "-sS", "--netrc-file", "lines", "--ssl-reqd", "--cacert", "ca.pem", "--url", f"{scheme}://localhost:{port}",
        "--mail-from", "a@example.com", "--mail-rcpt", "b@example.com", "--upload-file", "mail")


sends("netrc", curl, "curl")


def mutt(text, port):
    run("mutt", "-F", "lines", "-e", f"set ssl_ca_certificates_file={os.getcwd()}/ca.pem from=a@example.com ssl_verify_host=yes copy=no",
        "-s", "test", "b@example.com", input="Hello.\n", stdin=None, env={**os.environ, "TERM": "dumb"})


sends("mutt", mutt, "mutt")


def git_send(*settings):
    shutil.rmtree("repository", ignore_errors=True)
    run("git", "init", "-q", "repository")

    def git(*command):
        return run("git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-c",
                   f"sendemail.smtpSSLCertPath={os.getcwd()}/ca.pem", *settings, *command, cwd="repository")

    git("commit", "-q", "--allow-empty", "-m", "test")
    git("format-patch", "-q", "--root", "--always", "-o", "patches")
    git("send-email", "--quiet", "--confirm=never", "--to", "b@example.com", "patches")


GIT = ["git", "file:/usr/lib/git-core/git-send-email"]
sends("git", lambda text, port: git_send("-c", f"include.path={os.getcwd()}/lines"), *GIT)


def git_credential(text, port):
    helper = ["-c", f"credential.helper=store --file {os.getcwd()}/git-credentials"]
    run("git", *helper, "credential", "approve", input=text)
    git_send(*helper, "-c", "sendemail.smtpServer=localhost", "-c", f"sendemail.smtpServerPort={port}", "-c",
             f"sendemail.smtpEncryption={'ssl' if port == TLS else 'tls'}", "-c", f"sendemail.smtpUser={ID}")


sends("git-credential", git_credential, *GIT)

MASTER = """
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
tlsmgr unix - - n 1000? 1 tlsmgr
showq unix n - n - - showq
postlog unix-dgram n - n - 1 postlogd
"""
MAIN = """
compatibility_level = 3.6
queue_directory = {work}/postfix/queue
data_directory = {work}/postfix/data
maillog_file = {work}/postfix/log
maillog_file_prefixes = {work}
mydestination =
relayhost = [localhost]:{port}
smtp_host_lookup = native
smtp_sasl_auth_enable = yes
smtp_sasl_password_maps = texthash:{work}/lines
smtp_sasl_security_options = noanonymous
smtp_tls_security_level = verify
smtp_tls_verify_cert_match = hostname
smtp_tls_CAfile = {work}/ca.pem
smtp_tls_wrappermode = {wrapper}
"""


def postfix(text, port):
    if os.geteuid() != 0:
        raise Skipped("Postfix needs root")
    folder = Path("postfix")
    shutil.rmtree(folder, ignore_errors=True)
    for name in ["queue", "data"]:
        (folder / name).mkdir(parents=True)
    shutil.chown(folder / "data", "postfix")
    (folder / "master.cf").write_text(MASTER)
    (folder / "main.cf").write_text(MAIN.format(work=os.getcwd(), port=port, wrapper="yes" if port == TLS else "no"))
    config = str(folder.resolve())
    key = f"[localhost]:{port}"
    assert run("postmap", "-c", config, "-q", key, f"texthash:{os.getcwd()}/lines") == f"{ID}:{PASSWORD}\n"
    run("postfix", "-c", config, "start")
    try:
        run("sendmail", "-C", config, "-f", "a@example.com", "b@example.com", input=MAIL)
        log = folder / "log"
        for _ in range(100):
            if "status=" in log.read_text():
                break
            time.sleep(0.1)
        assert "status=sent" in log.read_text(), log.read_text()
    finally:
        run("postfix", "-c", config, "stop")


sends("postfix", postfix, "postfix")

NULLMAILER = str(ROOT / "target/clients/usr/lib/nullmailer/smtp")


def nullmailer(text, port):
    """Passes the options of the line to nullmailer's client, as nullmailer-send does."""
    host, protocol, *options = shlex.split(text)
    assert protocol == "smtp"
    options = [f"host={host}", *(option.removeprefix("--") for option in options), f"x509cafile={os.getcwd()}/ca.pem"]
    Path("mail").write_text("a@example.com\nb@example.com\n\n" + MAIL)
    run("bash", "-c", 'exec "$0" 3< mail', NULLMAILER, input="\n".join([*options, "", ""]),
        env={**os.environ, "HELOHOST": "localhost"})


sends("nullmailer", nullmailer, "file:" + NULLMAILER)
