"""Attach a test run to the project's rig: servers that fit are used; others are left alone or replaced."""

import dataclasses
import logging
from typing import Any

from stackrig.rig.parts import Part, Server
from stackrig.rig.plan import Plan
from stackrig.rig.record import Rig, load_rig, locked, save_rig
from stackrig.rig.servers import check_replaceable, stale_inputs
from stackrig.settings import Settings

log = logging.getLogger("stackrig")

RECORD_TIMEOUT = 10.0  # seconds that another command may hold the project's record


def find_server(plan: Plan, part: Part[Any]) -> tuple[Server | None, list[str]]:
    """Return the server of a part that the project has up, if any, and its inputs that differ from the planned ones."""
    project, planned = load_rig(plan.settings.root) or Rig(), part.planned(plan)
    server = part.of(project)
    if not (server and planned) or server.how_ended():
        return None, []
    return server, stale_inputs(project, part.stage, planned.inputs)


def attached(plan: Plan, part: Part[Any], rig: Rig) -> Rig:
    """Return the rig with the project's server of a part, if that was made from the same inputs."""
    server, inputs = find_server(plan, part)
    if part.of(rig) or not server:
        return rig
    if not inputs:
        project = load_rig(plan.settings.root) or Rig()
        return dataclasses.replace(part.moved(rig, project), network=rig.network or project.network)
    stale = ", ".join(inputs)
    if plan.settings.teardown:
        log.info("%s: not using the one that is up, which was made with another %s and stays", part.stage, stale)
    else:
        log.info("%s: replacing the one that is up: %s changed", part.stage, stale)
        _remove(plan.settings, part, server)
    return rig


def _remove(settings: Settings, part: Part[Any], server: Server) -> None:
    """Stop a server of the project's rig and remove it from the record."""
    with locked(settings.root, RECORD_TIMEOUT):
        project = load_rig(settings.root) or Rig()
        check_replaceable(project, part)
        part.stop(server)
        save_rig(settings.root, part.without(project))
