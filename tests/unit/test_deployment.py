"""app.yaml keeps to App Platform's schema, and app.yaml, Procfile, gunicorn, Dockerfile and compose.yaml agree."""

from __future__ import annotations

import copy
import os
import re
import shlex
from typing import Any

import jsonschema
import pytest
import yaml

from tests.deployment import IN_PRODUCTION, ROOT, app_spec, component, environment, gunicorn_settings, procfile
from violet.settings import Settings

SCHEMA = yaml.safe_load((ROOT / "tests/data/app_spec.schema.yaml").read_text())
KEYS_THAT_COST_MONEY = {"GOOGLE_API_KEY", "GEMINI_API_KEY", "OPENWEATHER_KEY"}
# The longest turn that clients wait for (docs/wire-contract.md): all upstreams' budgets add up to less.
LONGEST_TURN_S = 20.0
CONNECTIONS_OF_ONE_GB_POSTGRES = 22  # 25 for each GB of memory, three kept for the operator
BINDABLE = re.compile(
    r"\$\{(APP_URL|_self\.COMMIT_HASH|(?P<database>[a-z][a-z0-9-]*)\.(DATABASE_URL|DATABASE_PRIVATE_URL))\}"
)

Spec = dict[str, Any]


@pytest.fixture
def spec() -> Spec:
    return app_spec()


def check(spec: Spec) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(spec)


def test_the_spec_keeps_to_the_documented_schema(spec: Spec) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    check(spec)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["services", 0, "health_check", "http_path"], "health/ready"),
        (["services", 0, "healthcheck"], {}),
        (["services", 0, "instance_size_slug"], "basic-xs"),
        (["services", 0, "termination", "drain_seconds"], 300),
        (["services", 0, "liveness_health_check", "success_threshold"], 2),
        (["workers", 0, "http_port"], 8080),
        (["jobs", 0, "kind"], "BEFORE_DEPLOY"),
        (["databases", 1, "production"], False),
        (["envs", 0, "scope"], "RUNTIME"),
        (["region"], "nyc1"),
        (["name"], "Violet"),
    ],
)
def test_the_schema_catches_mistakes(spec: Spec, path: list[Any], value: object) -> None:
    broken = copy.deepcopy(spec)
    node: Any = broken
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        check(broken)


def test_names_are_unique_and_every_reference_resolves(spec: Spec) -> None:
    components = [*spec["services"], *spec["workers"], *spec["jobs"], *spec["databases"]]
    names = [part["name"] for part in components]
    assert len(names) == len(set(names))
    databases = {database["name"] for database in spec["databases"]}
    values = [
        v["value"]
        for part in ("web", "realtime", "worker", "migrate")
        for v in environment(spec, part).values()
        if "value" in v
    ]
    bound = [value for value in values if "${" in value]
    assert bound
    for value in bound:
        match = BINDABLE.fullmatch(value)
        assert match, f"{value} is not a variable that the platform binds"
        assert match["database"] is None or match["database"] in databases
    assert [rule["component"]["name"] for rule in spec["ingress"]["rules"]] == ["realtime", "web"], (
        "the longer path first"
    )
    assert all(rule["component"]["preserve_path_prefix"] for rule in spec["ingress"]["rules"])


@pytest.mark.parametrize("name", ["web", "realtime", "worker", "migrate"])
def test_every_variable_is_a_setting_and_takes_its_value(spec: Spec, name: str) -> None:
    fields = {alias for field in Settings.model_fields.values() for alias in aliases(field)}
    known = fields | {key.upper() for key in Settings.model_fields} | {"MALLOC_ARENA_MAX", "MALLOC_MMAP_THRESHOLD_"}
    assert not environment(spec, name).keys() - known
    literal = {
        key.lower(): variable["value"]
        for key, variable in environment(spec, name).items()
        if "${" not in variable.get("value", "${") and key != "FLASK_ENV"
    }
    Settings(_env_file=None, **literal)  # type: ignore[arg-type]


def aliases(field: Any) -> list[str]:
    return [str(choice) for choice in getattr(field.validation_alias, "choices", [])]


def test_secrets_are_secret_and_carry_no_value(spec: Spec) -> None:
    for name in ("web", "realtime", "worker", "migrate"):
        for key, variable in environment(spec, name).items():
            secret = variable.get("type") == "SECRET"
            assert secret == bool(re.search(r"(KEY|KEYS|SECRET|TOKEN|PASSWORD|DSN)$", key)), key
            assert not (secret and "value" in variable), f"{key} must not be in the repository"
    assert environment(spec, "web").keys() >= KEYS_THAT_COST_MONEY | {"JWT_SECRET", "DATABASE_URL", "REDIS_URL"}
    assert environment(spec, "web")["FLASK_ENV"]["value"] == "production"


def test_the_procfile_and_the_spec_run_the_same(spec: Spec) -> None:
    commands = {"release": "migrate", "web": "web", "realtime": "realtime", "worker": "worker"}
    expected = {name: f"{IN_PRODUCTION} {component(spec, part)['run_command']}" for name, part in commands.items()}
    assert procfile() == expected
    assert os.access(ROOT / "scripts/release", os.X_OK)


def test_without_redis_one_worker_remembers_every_conversation(monkeypatch: pytest.MonkeyPatch) -> None:
    assert gunicorn_settings(monkeypatch)["workers"] == 1
    assert gunicorn_settings(monkeypatch, REDIS_URL="redis://127.0.0.1:6379/0")["workers"] == 2
    assert gunicorn_settings(monkeypatch, WEB_CONCURRENCY="3")["workers"] == 3


def test_gunicorn_agrees_with_the_spec(spec: Spec, monkeypatch: pytest.MonkeyPatch) -> None:
    web = component(spec, "web")
    concurrency = environment(spec, "web")["WEB_CONCURRENCY"]["value"]
    gunicorn = gunicorn_settings(
        monkeypatch, FLASK_ENV="production", PORT=str(web["http_port"]), WEB_CONCURRENCY=concurrency
    )
    assert gunicorn["bind"] == f"0.0.0.0:{web['http_port']}"
    assert gunicorn["workers"] == int(concurrency) == 2
    assert gunicorn["preload_app"]
    termination = web["termination"]
    assert termination["drain_seconds"] + gunicorn["graceful_timeout"] < termination["grace_period_seconds"]
    assert gunicorn["graceful_timeout"] > LONGEST_TURN_S
    assert not {"--bind", "--workers", "--threads"} & set(shlex.split(web["run_command"]))


def test_development_listens_on_this_machine_only_and_the_image_is_production(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("development", "testing"):
        assert gunicorn_settings(monkeypatch, FLASK_ENV=kind, PORT="5055")["bind"] == "127.0.0.1:5055"
    assert "ENV FLASK_ENV=production\n" in (ROOT / "Dockerfile").read_text()


@pytest.mark.parametrize("name", ["web", "realtime"])
def test_health_checks_tell_live_from_ready(spec: Spec, name: str) -> None:
    served = component(spec, name)
    assert served["health_check"]["http_path"] == "/health/ready"
    assert served["liveness_health_check"]["http_path"] == "/health/live"


def test_what_the_issue_of_deployment_asks_for(spec: Spec) -> None:
    """A 1 GB web instance, streams unbuffered, one clock, migrations before the new version serves, alerts."""
    assert component(spec, "web")["instance_size_slug"] == "apps-s-1vcpu-1gb"
    assert spec["disable_edge_cache"] is True
    worker = component(spec, "worker")
    assert "--beat" in shlex.split(worker["run_command"])
    assert worker["instance_count"] == 1
    assert component(spec, "migrate")["kind"] == "PRE_DEPLOY"
    assert {database["engine"]: database["production"] for database in spec["databases"]} == {
        "PG": True,
        "VALKEY": True,
    }
    assert {"rule": "DEPLOYMENT_FAILED"} in spec["alerts"]
    assert {alert["rule"] for alert in component(spec, "web")["alerts"]} >= {"CPU_UTILIZATION", "MEM_UTILIZATION"}
    build = [variable for variable in spec["envs"] if variable.get("scope") == "BUILD_TIME"]
    assert [variable["key"] for variable in build] == ["PIP_EXTRA_INDEX_URL"]


def test_two_versions_fit_into_the_databases_connections(spec: Spec) -> None:
    """While one version replaces another both are connected, and the release job is too."""
    web, worker = component(spec, "web"), component(spec, "worker")
    values = {key: variable.get("value", "") for key, variable in environment(spec, "web").items()}
    per_process = int(values["DB_POOL_SIZE"]) + int(values["DB_MAX_OVERFLOW"])
    arguments = shlex.split(worker["run_command"])
    children = int(arguments[arguments.index("--concurrency") + 1])
    one_version = web["instance_count"] * int(values["WEB_CONCURRENCY"]) * per_process
    realtime = component(spec, "realtime")
    one_version += realtime["instance_count"] * int(environment(spec, "realtime")["DB_POOL_SIZE"]["value"])
    # a Celery child runs one task, and so holds one connection, at a time
    assert 2 * (one_version + worker["instance_count"] * children) + 1 <= CONNECTIONS_OF_ONE_GB_POSTGRES


def test_python_is_one_version_everywhere() -> None:
    version = (ROOT / ".python-version").read_text().strip()
    assert re.fullmatch(r"3\.1[1-3]", version)
    bases = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert set(bases) == {f"python:{version}-slim-bookworm"}


def test_the_image_is_small_unprivileged_and_checked(spec: Spec) -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    instructions = [line.split(maxsplit=1) for line in re.sub(r"\\\n\s*", " ", dockerfile).splitlines() if line.strip()]
    order = [line[0] for line in instructions]
    final = instructions[len(order) - 1 - order[::-1].index("FROM") :]
    assert ["USER", "10001:10001"] in final
    assert "pip install" not in " ".join(rest for _, rest in final), "dependencies come from the build stage"
    assert order.index("COPY") < order.index("RUN", order.index("COPY")), "requirements before the code: cached layers"
    assert "/health/live" in next(rest for word, rest in final if word == "HEALTHCHECK")
    command = yaml.safe_load(next(rest for word, rest in final if word == "CMD"))
    assert command == shlex.split(component(spec, "web")["run_command"])
    sources = [
        source for word, rest in final if word == "COPY" and "--from" not in rest for source in rest.split()[:-1]
    ]
    assert all((ROOT / source).exists() for source in sources)
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert ignored[0] == "*"
    allowed = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    assert {source.split("/")[0] for source in sources} <= allowed


def test_compose_runs_the_same_commands_healthily_and_in_order(spec: Spec) -> None:
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text())
    services = compose["services"]
    assert set(services) == {
        "release",
        "web",
        "realtime",
        "worker",
        "postgres",
        "redis",
        "nginx",
        "prometheus",
        "grafana",
    }
    assert services["worker"]["command"] == shlex.split(component(spec, "worker")["run_command"])
    assert services["realtime"]["command"] == shlex.split(component(spec, "realtime")["run_command"])
    assert services["release"]["command"] == shlex.split(component(spec, "migrate")["run_command"])
    assert "command" not in services["web"], "the image's own"
    assert services["web"]["depends_on"]["release"]["condition"] == "service_completed_successfully"
    without_server = {"release", "worker"}  # the image's check asks the HTTP server, which these do not run
    for name, service in services.items():
        assert (service.get("healthcheck", {}).get("disable") is True) == (name in without_server)
        assert name in ("web", "realtime") or name in without_server or "test" in service["healthcheck"]
        assert not re.search(r":latest$", service["image"]), name
        for wanted in service.get("depends_on", {}):
            assert wanted in services
        for volume in service.get("volumes", []):
            assert is_there(volume, compose)
    published = [port for service in services.values() for port in service.get("ports", [])]
    assert published
    asked = ("127.0.0.1:", "${LISTEN_ADDRESS:-127.0.0.1}:")
    assert all(port.startswith(asked) for port in published), "nothing but loopback is opened unasked"


def is_there(volume: str, compose: dict[str, Any]) -> bool:
    """A folder of ours, a named volume, or one that the person names."""
    source = volume.removesuffix(":ro").rpartition(":")[0]
    if source.startswith("./"):
        return (ROOT / source).exists()
    return source in compose["volumes"] or bool(re.fullmatch(r"\$\{\w+:\?\}", source))


def test_compose_gives_the_app_what_app_platform_gives_it(spec: Spec) -> None:
    given = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["web"]["environment"]
    secrets = {key for key, variable in environment(spec, "web").items() if variable.get("type") == "SECRET"}
    assert secrets | {"FLASK_ENV", "DATABASE_URL", "REDIS_URL", "PUBLIC_BASE_URL"} <= given.keys()
    fields = {alias for field in Settings.model_fields.values() for alias in aliases(field)}
    assert not given.keys() - fields - {key.upper() for key in Settings.model_fields}
