"""Options: where they come from, which one wins, and what a bad one says."""

import json
import re
from pathlib import Path

import pytest

from stackrig.errors import SettingsError
from stackrig.option_values import split_image
from stackrig.settings import OPTIONS, find_root, load_settings, localstack_variables


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project folder whose pyproject.toml sets two options."""
    text = '[tool.stackrig]\ndatabase = "shop"\nlocalstack-timeout = 12\n\n[tool.stackrig.matrix]\ndatabases = []\n'
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_command_line_wins_over_environment_over_pyproject(project: Path) -> None:
    """The nearer source wins, and the settings say which one it was."""
    environ = {"STACKRIG_DATABASE": "from_env", "STACKRIG_REGION": "eu-west-1"}

    settings = load_settings(project, environ=environ, given={"database": "given", "localstack_port": None})

    assert (settings.database, settings.region, settings.localstack_timeout) == ("given", "eu-west-1", 12.0)
    assert settings.sources == {"database": "option", "localstack_timeout": "[tool.stackrig]", "region": "environment"}


def test_defaults_without_a_pyproject(tmp_path: Path) -> None:
    """A folder without pyproject.toml gives the defaults."""
    settings = load_settings(tmp_path, environ={})

    assert settings.sources == {}
    assert (settings.database, settings.teardown, settings.seed) == ("chinook", True, ())


def test_a_misspelt_key_is_refused_with_a_suggestion(tmp_path: Path) -> None:
    """A typo in pyproject.toml names the option that was meant."""
    (tmp_path / "pyproject.toml").write_text('[tool.stackrig]\ndatabse_image = "embedded"\n', encoding="utf-8")

    with pytest.raises(SettingsError, match=r"unknown option databse_image .* did you mean database_image\?"):
        load_settings(tmp_path, environ={})


def test_a_misspelt_variable_is_refused_with_a_suggestion(tmp_path: Path) -> None:
    """A typo in a STACKRIG_ variable names the variable that was meant."""
    with pytest.raises(
        SettingsError, match=r"STACKRIG_LOCALSTCK_PORT in the environment: did you mean STACKRIG_LOCALSTACK_PORT"
    ):
        load_settings(tmp_path, environ={"STACKRIG_LOCALSTCK_PORT": "1"})


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("localstack_port", "70000", "0 to 65535"),
        ("localstack_port", "x", "localstack_port = 'x'"),
        ("database_timeout", "0", "above 0"),
        ("database_timeout", "nan", "above 0"),
        ("teardown", "maybe", "true or false"),
        ("use_localstack", "false", "means AWS itself, but aws_account does not name"),
        ("aws_account", "12345", "12 digits"),
        ("deploy_engine", "terraform", "auto or inprocess or cli"),
        ("stack", "a b", "letters, digits"),
        ("database_image", "  ", "image name"),
        ("seed", 3, "list of paths"),
        ("database", 3, "text"),
        ("database", "", "a name"),
        ("database_username", "", "a name"),
        ("database_port", "abc", "a port from 0 to 65535"),
        ("database_timeout", "inf", "seconds above 0"),
        ("localstack_timeout", "soon", "seconds above 0"),
        ("database_image", "embeded", "did you mean embedded?"),
        ("localstack_image", "instaled", "did you mean installed?"),
        ("localstack_services", "s3,lambada", "no AWS service lambada, did you mean lambda?"),
        ("localstack_services", " , ", "names of AWS services"),
        ("region", "nowhere", "such as us-east-1"),
        ("program", "foo bar", "module:function or a folder"),
        ("request", "albums", "begins with / or ?"),
    ],
)
def test_bad_values_are_refused(tmp_path: Path, name: str, value: object, expected: str) -> None:
    """A value that can't be used names the option, the value, its source and what is expected."""
    with pytest.raises(SettingsError, match=re.escape(expected)) as caught:
        load_settings(tmp_path, environ={}, given={name: value})

    assert name in str(caught.value)
    assert "option" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("localstack_services", "s3, cognito-idp,ecs,serverless"),
        ("region", "us-gov-west-1"),
        ("region", "us-isob-east-1"),
        ("program", "shop.infrastructure:program"),
        ("program", ""),
        ("request", "?list-type=2"),
        ("request", ""),
        ("database_image", "postgres"),
        ("database_image", "embedded:16"),
        ("database_image", "installed:15"),
        ("localstack_image", "embedded:4.14.0"),
        ("database_image", "auto-db:1"),
        ("database_image", "here/embedded"),
        ("database_username", "Ünä me"),
    ],
)
def test_unusual_values_are_taken(tmp_path: Path, name: str, value: str) -> None:
    """Values that only look odd are taken: services and regions of others, an image whose name is like a keyword's."""
    settings = load_settings(tmp_path, environ={}, given={name: value})

    assert getattr(settings, name) == value.replace(" ", "" if name == "localstack_services" else " ")


def test_a_refused_address_is_not_shown(tmp_path: Path) -> None:
    """An error about an address shows nothing of it: it may hold a password."""
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path, environ={}, given={"database_image": "postgresql://u:hunter2@h/d b"})

    assert "hunter2" not in caught.value.report()


def test_a_broken_pyproject_is_named(tmp_path: Path) -> None:
    """A pyproject.toml that is no TOML is named."""
    (tmp_path / "pyproject.toml").write_text("[tool.stackrig\n", encoding="utf-8")

    with pytest.raises(SettingsError, match=r"pyproject\.toml can't be read"):
        load_settings(tmp_path, environ={})


def test_words_for_true_and_false(tmp_path: Path) -> None:
    """Flags take the usual words and TOML's own booleans."""
    words = {"false": False, "no": False, "0": False, "True": True, "on": True}

    assert {word: load_settings(tmp_path, environ={"STACKRIG_TEARDOWN": word}).teardown for word in words} == words
    assert load_settings(tmp_path, environ={}, given={"teardown": False}).teardown is False


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("auto", ("auto", "")),
        ("embedded:16", ("embedded", "16")),
        ("installed", ("installed", "")),
        ("postgis/postgis:16-3.4", ("image", "postgis/postgis:16-3.4")),
        ("postgresql://u@h/d", ("attach", "postgresql://u@h/d")),
        ("http://127.0.0.1:4566", ("attach", "http://127.0.0.1:4566")),
    ],
)
def test_split_image(image: str, expected: tuple[str, str]) -> None:
    """An image option names a backend with its version, an image, or an address."""
    assert split_image(image) == expected


def test_root_is_the_nearest_pyproject(project: Path) -> None:
    """Tasks work from any folder of a project."""
    inner = project / "a" / "b"
    inner.mkdir(parents=True)

    assert find_root(inner) == project


def test_every_option_has_a_text() -> None:
    """Help exists for each option."""
    assert all(option.metadata["help"] for option in OPTIONS.values())


def test_variables_are_a_table_or_a_text(tmp_path: Path) -> None:
    """LocalStack's settings are a table of pyproject.toml or a text of NAME=value, and nothing else."""
    (tmp_path / "pyproject.toml").write_text("[tool.stackrig.localstack_environment]\nDEBUG = true\nA = 'b c'\nN = 3\n")

    assert load_settings(tmp_path, environ={}).localstack_environment == ("DEBUG=1", "A=b c", "N=3")
    text = {"STACKRIG_LOCALSTACK_ENVIRONMENT": "DEBUG=0 'A=b c'"}
    assert load_settings(tmp_path, environ=text).localstack_environment == ("DEBUG=0", "A=b c")
    with pytest.raises(SettingsError, match="NAME=value NAME=value"):
        load_settings(tmp_path, environ={"STACKRIG_LOCALSTACK_ENVIRONMENT": "DEBUG"})


def test_key_sets_of_issuers_come_from_files(tmp_path: Path) -> None:
    """A table names a file by issuer; what is no key set fails before anything is started."""
    (tmp_path / "pyproject.toml").write_text('[tool.stackrig.jwks]\n"https://issuer.example" = "keys.json"\n')
    (tmp_path / "keys.json").write_text('{"keys": [{"kid": "1"}]}')

    settings = load_settings(tmp_path, environ={})

    expected = {"https://issuer.example": {"keys": [{"kid": "1"}]}}
    assert json.loads(localstack_variables(settings)["STACKRIG_JWKS"]) == expected
    (tmp_path / "keys.json").write_text("[]")
    with pytest.raises(SettingsError, match=r"https://issuer\.example: .*keys\.json is no JSON Web Key Set"):
        load_settings(tmp_path, environ={})


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"[tool.stackrig]\n# caf\xe9\n", "can't be read: 'utf-8' codec"),
        (b"[tool.stackrig\n", "can't be read: "),
        (b"tool = 5\n", "tool.stackrig is 5, but a table is expected"),
        (b"[tool]\nstackrig = ['x']\n", r"tool.stackrig is \['x'\], but a table is expected"),
    ],
)
def test_a_damaged_project_file_is_named(tmp_path: Path, content: bytes, told: str) -> None:
    """A pyproject.toml in another encoding, with an error, or of another form is named with the cause."""
    (tmp_path / "pyproject.toml").write_bytes(content)

    with pytest.raises(SettingsError, match=rf"pyproject\.toml:? {told}"):
        load_settings(tmp_path, environ={})
