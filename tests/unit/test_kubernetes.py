"""The manifests of deploy/kubernetes: valid for Kubernetes, the same commands as everywhere, and nobody is root."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import warnings
from typing import Any

import pytest
import yaml

from tests.deployment import ROOT, app_spec, component
from violet.settings import Settings

FOLDER = ROOT / "deploy/kubernetes"
KUBERNETES = "1.31"
KINDS = {"Namespace", "ConfigMap", "Job", "Deployment", "Service", "HorizontalPodAutoscaler", "PodDisruptionBudget"}


def manifests() -> list[dict[str, Any]]:
    named = yaml.safe_load((FOLDER / "kustomization.yaml").read_text())["resources"]
    assert set(named) == {path.name for path in FOLDER.glob("*.yaml")} - {"kustomization.yaml"}
    return [one for name in named for one in yaml.safe_load_all((FOLDER / name).read_text())]


def pods() -> dict[str, dict[str, Any]]:
    """The pod of each workload, by its name."""
    return {
        one["metadata"]["name"]: one["spec"]["template"]["spec"]
        for one in manifests()
        if "template" in one.get("spec", {})
    }


def one(kind: str) -> dict[str, Any]:
    return next(manifest for manifest in manifests() if manifest["kind"] == kind)


@pytest.mark.parametrize(
    "manifest", manifests(), ids=lambda manifest: f"{manifest['kind']}-{manifest['metadata']['name']}"
)
def test_a_manifest_fits_the_schema_of_kubernetes(manifest: dict[str, Any]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import kubernetes_validate
    kubernetes_validate.validate(manifest, KUBERNETES, strict=True)


def test_all_kinds_are_there_and_name_each_other() -> None:
    assert {manifest["kind"] for manifest in manifests()} == KINDS
    labels = {"app": "web"}
    assert one("Service")["spec"]["selector"] == one("PodDisruptionBudget")["spec"]["selector"]["matchLabels"] == labels
    assert one("HorizontalPodAutoscaler")["spec"]["scaleTargetRef"]["name"] == "web"
    assert one("HorizontalPodAutoscaler")["spec"]["minReplicas"] > one("PodDisruptionBudget")["spec"]["minAvailable"]


def test_every_process_runs_the_command_of_the_platforms_spec() -> None:
    spec = app_spec()
    for name, part in {"web": "web", "realtime": "realtime", "worker": "worker", "release": "migrate"}.items():
        assert pods()[name]["containers"][0]["command"] == shlex.split(component(spec, part)["run_command"])


def test_nobody_is_root_or_writes_but_to_the_temporary_folders() -> None:
    user = next(line for line in (ROOT / "Dockerfile").read_text().splitlines() if line.startswith("USER ")).split()[1]
    for name, pod in pods().items():
        security, container = pod["securityContext"], pod["containers"][0]
        assert f"{security['runAsUser']}:{security['runAsGroup']}" == user, name
        assert security["runAsNonRoot"] is True
        assert container["securityContext"]["readOnlyRootFilesystem"] is True
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
        assert {mount["mountPath"] for mount in container["volumeMounts"]} == {"/tmp", "/dev/shm"}
        assert container["resources"]["limits"]["memory"]
        assert pod["automountServiceAccountToken"] is False


def test_the_probes_ask_what_they_are_for() -> None:
    container = pods()["web"]["containers"][0]
    assert container["readinessProbe"]["httpGet"]["path"] == "/health/ready"
    assert (
        container["livenessProbe"]["httpGet"]["path"] == container["startupProbe"]["httpGet"]["path"] == "/health/live"
    )


def test_the_settings_exist_and_hold_no_secret() -> None:
    known = {name.upper() for name in Settings.model_fields} | {
        "FLASK_ENV",
        "MALLOC_ARENA_MAX",
        "MALLOC_MMAP_THRESHOLD_",
    }
    assert set(one("ConfigMap")["data"]) <= known
    assert all(isinstance(value, str) for value in one("ConfigMap")["data"].values())
    assert not [manifest for manifest in manifests() if manifest["kind"] == "Secret"]


@pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl brings kustomize")
def test_kustomize_builds_it_with_the_image_of_the_registry() -> None:
    built = subprocess.run(["kubectl", "kustomize", str(FOLDER)], capture_output=True, text=True, check=True).stdout
    images = {
        container["image"]
        for manifest in yaml.safe_load_all(built)
        for container in manifest.get("spec", {}).get("template", {}).get("spec", {}).get("containers", [])
    }
    assert images == {"registry.example.com/violet:1.0.0"}
