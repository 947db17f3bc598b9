"""The templates of docs/recipes.md: the reader of each section's syntax reads them."""
import json
from urllib.parse import quote

from harness import PASSWORD, ROOT, STARTTLS, TLS, test, tool
from programs import php, python
from settings import dotenv

def xml_values(text):
    import xml.etree.ElementTree as xml

    text = text if text.lstrip().startswith("<") else f"<Resource {text}/>"
    for element in xml.fromstring(f"<root>{text}</root>").iter():
        yield from [element.text, *element.attrib.values()]


def php_values(text):
    text = f"$wgSMTP = [{text}];" if "=>" in text else text
    values = "[get_defined_vars(), get_defined_constants(true)['user'] ?? []]"
    return json.loads(php(f"{text}\necho json_encode({values});"))


def ini_values(text):
    import configparser

    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string("[section]\n" + text)
    return dict(parser["section"])


def yaml_values(text):
    import yaml

    return yaml.safe_load(text)


SECTIONS = {
    ".env files": dotenv,
    "YAML": yaml_values,
    "JSON": lambda text: json.loads(text if text.startswith("{") else "{" + text + "}"),
    "INI and properties": ini_values,
    "PHP": php_values,
    "Python": lambda text: {name: v for name, v in python(text).items() if name.isupper()},
    "XML": lambda text: list(xml_values(text)),
}


def leaves(value):
    if isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from leaves(item)
    else:
        yield str(value)


@test("recipes", "python:dotenv", "python:yaml", "php")
def recipes():
    text = (ROOT / "docs/recipes.md").read_text()
    sections = dict(section.split("\n", 1) for section in text.split("\n## ")[1:])
    for name, read in SECTIONS.items():
        templates = [part.split("'")[0] for part in sections[name].split("-f '")[1:]]
        assert templates, name
        for template in templates:
            for port in (STARTTLS, TLS):
                values = list(leaves(read(tool(template, port))))
                # The second is an item of a list of variables.
                has_password = any(
                    value == PASSWORD or value.endswith("=" + PASSWORD) or quote(PASSWORD, safe="") in value
                    for value in values
                )
                assert has_password, template
