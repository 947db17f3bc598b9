"""Programs that read settings: the reader of the file's syntax reads the lines, and Python logs in with them."""
import json
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from harness import REGION, STARTTLS, TLS, Settings, reads, run, test, tool

# Variables: python-dotenv and bash must agree.

YES = {"true": True, "false": False}


def dotenv(text):
    from dotenv import dotenv_values

    return dict(dotenv_values("lines"))


def variables(text):
    values = dotenv(text)
    names = list(values)
    script = 'set -euo pipefail; set -a; . ./lines; for name; do printf "%s\\0" "${!name}"; done'
    sourced = run("bash", "-c", script, "bash", *names).split("\0")[:-1]
    assert sourced == list(values.values()), "bash and python-dotenv differ"
    return values


def env(name, host, port, username, password, tls, ports=(STARTTLS, TLS)):
    """Adds a test of variables; `tls` is a function of them."""

    def read(text):
        v = variables(text)
        return Settings(v[host], v[port], v[username], v[password], tls(v))

    reads(name, read, "python:dotenv", ports=ports)


def word(name, starttls, tls):
    return lambda v: {starttls: False, tls: True}[v[name]]


def by_port(name):
    return lambda v: v[name].endswith("465")


SMTP = ["SMTP_HOST", "SMTP_PORT", "SMTP_USERNAME", "SMTP_PASSWORD"]
MAIL_NAMES = ["MAIL_HOST", "MAIL_PORT", "MAIL_USERNAME", "MAIL_PASSWORD"]
NOT_2465 = (STARTTLS, 465)

env("env", *SMTP, lambda v: v["SMTP_PORT"] == str(TLS))
env("appwrite", *("_APP_" + name for name in SMTP), word("_APP_SMTP_SECURE", "tls", "ssl"))
AUTHENTIK = "AUTHENTIK_EMAIL__"
env("authentik", *(AUTHENTIK + name for name in ["HOST", "PORT", "USERNAME", "PASSWORD"]),
    lambda v: {("true", "false"): False, ("false", "true"): True}[v[AUTHENTIK + "USE_TLS"], v[AUTHENTIK + "USE_SSL"]])
env("bookstack", *MAIL_NAMES, by_port("MAIL_PORT"), ports=NOT_2465)
env("chatwoot", "SMTP_ADDRESS", *SMTP[1:],
    lambda v: {("true", "false"): False, ("false", "true"): True}[v["SMTP_ENABLE_STARTTLS_AUTO"], v["SMTP_TLS"]])
env("docker-mailserver", "RELAY_HOST", "RELAY_PORT", "RELAY_USER", "RELAY_PASSWORD", lambda v: False, ports=(STARTTLS,))
env("mastodon", "SMTP_SERVER", "SMTP_PORT", "SMTP_LOGIN", "SMTP_PASSWORD",
    lambda v: {("always", ""): False, ("never", "true"): True}[v["SMTP_ENABLE_STARTTLS"], v["SMTP_TLS"]])
MB = "MB_EMAIL_"
env("metabase", *(MB + name for name in SMTP), word(MB + "SMTP_SECURITY", "starttls", "ssl"))
N8N = "N8N_SMTP_"
env("n8n", N8N + "HOST", N8N + "PORT", N8N + "USER", N8N + "PASS", word(N8N + "SSL", "false", "true"))
env("outline", *SMTP, word("SMTP_SECURE", "false", "true"), ports=(TLS,))
env("snipe-it", *MAIL_NAMES, by_port("MAIL_PORT"), ports=NOT_2465)
env("supabase", "SMTP_HOST", "SMTP_PORT", "SMTP_USER", "SMTP_PASS", by_port("SMTP_PORT"), ports=NOT_2465)
env("vaultwarden", *SMTP, word("SMTP_SECURITY", "starttls", "force_tls"))


def host_and_port(text):
    return text.removeprefix("[").replace("]:", ":").rsplit(":", 1)


def grafana_env(text):
    v = variables(text)
    assert v["GF_SMTP_ENABLED"] == "true"
    return Settings(*host_and_port(v["GF_SMTP_HOST"]), v["GF_SMTP_USER"], v["GF_SMTP_PASSWORD"], by_port("GF_SMTP_HOST")(v))


def boky(text):
    v = variables(text)
    assert v["POSTFIX_smtp_tls_security_level"] == "encrypt"
    tls = word("POSTFIX_smtp_tls_wrappermode", "no", "yes")(v)
    return Settings(*host_and_port(v["RELAYHOST"]), v["RELAYHOST_USERNAME"], v["RELAYHOST_PASSWORD"], tls)


def airflow(text):
    url = urlsplit(variables(text)["AIRFLOW_CONN_SMTP_DEFAULT"])
    extra = {name: value for name, (value,) in parse_qs(url.query).items()}
    tls = [{"disable_ssl": "true"}, {"disable_tls": "true"}].index(extra) == 1
    return Settings(url.hostname, url.port, unquote(url.username), unquote(url.password), tls)


reads("grafana-env", grafana_env, "python:dotenv", ports=NOT_2465)
reads("boky-postfix", boky, "python:dotenv")
reads("airflow", airflow, "python:dotenv")


# YAML, JSON, and INI.


def yaml_of(pick):
    def read(text):
        import yaml

        return pick(yaml.safe_load(text))

    return read


def yaml(name, pick, *needs, **options):
    reads(name, yaml_of(pick), "python:yaml", *needs, **options)


def smtp_names(v):
    assert isinstance(v["SMTP_PORT"], str)
    return Settings(*(v[name] for name in SMTP), v["SMTP_PORT"] == str(TLS))


def authelia(v):
    url = urlsplit(v["address"])
    tls = ["submission", "submissions"].index(url.scheme) == 1
    return Settings(url.hostname, url.port, v["username"], v["password"], tls)


def alertmanager(v):
    tls = not v["smtp_require_tls"]
    return Settings(*host_and_port(v["smtp_smarthost"]), v["smtp_auth_username"], v["smtp_auth_password"], tls)


def spring_yaml(v):
    properties = v["mail"]["properties"]
    assert properties["mail.smtp.auth"] is True
    tls = properties["mail.smtp.ssl.enable"]
    assert tls is not properties["mail.smtp.starttls.enable"]
    return Settings(*(v["mail"][name] for name in ["host", "port", "username", "password"]), tls)


def synapse(v):
    assert v["require_transport_security"] is True
    return Settings(v["smtp_host"], v["smtp_port"], v["smtp_user"], v["smtp_pass"], v["force_tls"])


def sentry(v):
    assert v["mail.backend"] == "smtp" and v["mail.use-tls"] is not v["mail.use-ssl"]
    return Settings(*(v["mail." + name] for name in ["host", "port", "username", "password"]), v["mail.use-ssl"])


def discourse(v):
    v = {name.removeprefix("DISCOURSE_SMTP_"): value for name, value in v.items()}
    assert v["ENABLE_START_TLS"] is not v["FORCE_TLS"]
    return Settings(v["ADDRESS"], v["PORT"], v["USER_NAME"], v["PASSWORD"], v["FORCE_TLS"])


def zabbix(v):
    assert v["smtp_authentication"] == "PASSWORD"
    tls = ["STARTTLS", "SSL_OR_TLS"].index(v["smtp_security"]) == 1
    return Settings(v["smtp_server"], v["smtp_port"], v["username"], v["password"], tls)


yaml("alertmanager", alertmanager, ports=NOT_2465)
yaml("authelia", authelia)
yaml("discourse", discourse)
yaml("docker-compose", smtp_names)
yaml("home-assistant", lambda v: Settings(v["server"], v["port"], v["username"], v["password"],
                                          ["starttls", "tls"].index(v["encryption"]) == 1))
yaml("kubernetes", lambda v: smtp_names(v["stringData"]))
yaml("sentry", sentry)
yaml("spring-yaml", spring_yaml)
yaml("synapse", synapse)
yaml("zabbix", zabbix)


@test("alertmanager:amtool", "amtool")
def amtool():
    text = tool("alertmanager", STARTTLS, "smtp.example.com")
    Path("alertmanager.yml").write_text(
        "global:\n  smtp_from: a@example.com\n" + text
        + "route:\n  receiver: mail\nreceivers:\n- name: mail\n  email_configs:\n  - to: b@example.com\n")
    run("amtool", "check-config", "alertmanager.yml")


def ghost(text):
    v = json.loads("{" + text + "}")
    assert v["transport"] == "SMTP"
    o = v["options"]
    return Settings(o["host"], o["port"], o["auth"]["user"], o["auth"]["pass"], o["secure"])


def keycloak(text):
    v = json.loads("{" + text + "}")["smtpServer"]
    assert v["auth"] == "true" and v["starttls"] != v["ssl"]
    return Settings(v["host"], v["port"], v["user"], v["password"], YES[v["ssl"]])


def mattermost(text):
    v = json.loads("{" + text + "}")
    assert v["EnableSMTPAuth"] is True
    tls = ["STARTTLS", "TLS"].index(v["ConnectionSecurity"]) == 1
    return Settings(v["SMTPServer"], v["SMTPPort"], v["SMTPUsername"], v["SMTPPassword"], tls)


def json_format(text):
    v = json.loads(text)
    assert v.pop("region") == REGION and all(isinstance(value, str) for value in v.values())
    return Settings(**v, tls=v["port"] == str(TLS))


reads("ghost", ghost)
reads("json", json_format)
reads("keycloak", keycloak)
reads("mattermost", mattermost)


def ini(section, quotes):
    import configparser

    parser = configparser.ConfigParser(interpolation=None)
    parser.read("lines")
    section = parser[section]
    return {name: value.removeprefix(quotes).removesuffix(quotes) for name, value in section.items()}


def gitea(text):
    v = ini("mailer", "`")
    tls = ["smtp+starttls", "smtps"].index(v["protocol"]) == 1
    return Settings(v["smtp_addr"], v["smtp_port"], v["user"], v["passwd"], tls)


def grafana(text):
    v = ini("smtp", '"""')
    return Settings(*host_and_port(v["host"]), v["user"], v["password"], v["host"].endswith("465"))


reads("gitea", gitea)
reads("grafana", grafana, ports=NOT_2465)

PROPERTIES = """
public class Read {
    public static void main(String[] arguments) throws Exception {
        var properties = new java.util.Properties();
        properties.load(new java.io.FileReader("lines"));
        for (var name : arguments) System.out.println(properties.getProperty(name));
    }
}
"""


def spring(text):
    Path("Read.java").write_text(PROPERTIES)
    names = ["host", "port", "username", "password", *(
        "properties.mail.smtp." + name for name in ["auth", "starttls.enable", "ssl.enable"])]
    output = run("java", "Read.java", *("spring.mail." + name for name in names), stderr=subprocess.DEVNULL)
    *account, auth, starttls, tls = output.splitlines()
    assert auth == "true" and starttls != tls
    return Settings(*account, YES[tls])


reads("spring", spring, "java")
