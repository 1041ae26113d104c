"""Run a program against its stack: each registration leads to a step.

The rules are those of Pulumi's pkg/resource/deploy/step_generator.go.
"""

import dataclasses
import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress

from stackrig.deployment.engines.goals import Goal, wanted
from stackrig.deployment.engines.hooks import KINDS, Hooks
from stackrig.deployment.engines.paths import keep_old
from stackrig.deployment.engines.progress import Progress, StepError
from stackrig.deployment.engines.providers import Providers
from stackrig.deployment.engines.refusals import STACK_REFERENCE, refuse
from stackrig.deployment.engines.removal import Removal, asked_to_replace, protected
from stackrig.deployment.engines.stack import StackDescription
from stackrig.deployment.engines.state import Checkpoint, Pending, Resource
from stackrig.deployment.engines.values import (
    Properties,
    Secret,
    bare,
    from_plain,
    has_secret,
    mark_secrets,
    plain,
    secret_texts,
)
from stackrig.deployment.provider.contract import Diff, Provider, State
from stackrig.deployment.urns import (
    PROVIDER_PREFIX,
    STACK_TYPE,
    former_urns,
    is_provider,
    make_urn,
    package_of,
    split_reference,
    urn_type,
)
from stackrig.errors import DeployError

log = logging.getLogger("stackrig")

ASSETS = "__assets"  # where a provider keeps digests of assets, see provider/contract.py
REPLACE = frozenset({"#replace"})  # stands for a property where something else requires a replacement


class ProgramRun:
    """Bring a stack to a program's description. Methods may be called from several threads."""

    def __init__(self, stack: StackDescription, checkpoint: Checkpoint) -> None:
        """Take the stack's state as it is."""
        self.stack, self.where, self.checkpoint, self.defaults = stack, stack.name, checkpoint, stack.all_defaults()
        self.progress = Progress()
        self.providers = Providers(stack.all_factories(), self.defaults, self._provider_inputs)
        self.hooks = Hooks()
        self.removal = Removal(checkpoint, self.providers, self.progress, self.hooks)
        self.news: dict[str, Resource] = {}
        self.outputs: Properties = {}
        self.messages: list[str] = []  # errors that the program has sent, with secrets
        self._hidden = stack.hidden()
        self._goals: dict[str, Goal] = {}
        self._olds = {item.urn: item for item in checkpoint.resources if not item.pending_delete}
        self._interrupted = {item.urn: item for item in checkpoint.pending}
        self._claimed: set[str] = set()
        self._components: dict[str, str] = {}  # what is done to resources whose outputs are still to come, by URN
        self._adopted: dict[str, str] = {}  # URN in this run: former URN
        self._replaced: set[str] = set()
        self._replacements_told = False
        self._default_references: dict[str, str] = {}
        self._lock, self._default_lock = threading.Lock(), threading.RLock()

    # --- the program's requests -------------------------------------------------------------------------------------

    def describe(self, type_: str, name: str, parent: str, source: str) -> AbstractContextManager[None]:
        """Return a block whose failure is reported as that of the described resource."""
        return self.progress.step(make_urn(self.where, type_, name, parent), "deployed", source)

    def register(self, goal: Goal) -> Resource:
        """Create, update, replace or keep a resource, and return its new state.

        Raises:
            StepError: it failed; the run has recorded why and accepts no further resource.
            StoppedError: another resource has failed.
        """
        self.progress.check_open()
        goal = goal.under(self._goals.get(goal.parent))
        urn = make_urn(self.where, goal.type, goal.name, goal.parent)
        with self.progress.step(urn, "deployed", goal.source):
            old = self._claim(urn, goal)
            resource = self.news[urn] = self._settle_any(urn, goal, old)
        return resource

    def _settle_any(self, urn: str, goal: Goal, old: Resource | None) -> Resource:
        outputs = self.stack.replacement(urn, goal.type)
        if outputs is not None:
            self._goals[urn] = goal
            return self._replace_by(urn, goal, old, outputs)
        refuse(goal)
        goal = self._goals[urn] = self._with_provider(goal)
        return (self._settle if goal.custom else self._settle_component)(urn, goal, old)

    def construct(self, resource: Resource, source: str, build: Callable[[], Properties]) -> Properties:
        """Build a component of another package, unless the settings replace it, and return its outputs.

        Args:
            build: registers its children and returns its outputs.

        Raises:
            StepError: as `register`.
        """
        if self.stack.replacement(resource.urn, resource.type) is not None:
            return resource.outputs
        with self.progress.step(resource.urn, "deployed", source):
            outputs = build()
            self.register_outputs(resource.urn, outputs)
        return outputs

    def known_outputs(self, outputs: Properties) -> Properties:
        """Return outputs in the form that builders of components read."""
        return outputs

    def read(self, goal: Goal, resource_id: str) -> Resource:
        """Look up a resource that is not the stack's own, and return it. Raises as `register` does."""
        self.progress.check_open()
        urn = make_urn(self.where, goal.type, goal.name, goal.parent)
        with self.progress.step(urn, "read", goal.source):
            old = self._claim(urn, goal)
            if goal.type == STACK_REFERENCE:
                state: State | None = State(resource_id, self.stack_outputs(str(goal.inputs.get("name", goal.name))))
            else:
                refuse(goal)
                goal = self._goals[urn] = self._with_provider(goal)
                state = self._look_up(urn, goal, resource_id)
            if state is None:
                raise DeployError(f"there is none with id {resource_id!r}")
            new = self._made(wanted(urn, goal, goal.inputs), state, goal)
            new = dataclasses.replace(new, external=True)
            self._record(new, old, gone=old is not None and old.id == new.id)
            self.news[urn] = new
        return new

    def stack_outputs(self, name: str) -> Properties:
        """Return the value of a stack reference: the outputs of another stack, by organization/project/stack.

        Raises:
            DeployError: no such stack is deployed there, and the settings give no outputs of it.
        """
        outputs = self.stack.references(name)
        secret = [key for key, value in outputs.items() if has_secret(value)]
        return {"name": name, "outputs": outputs, "secretOutputNames": secret}

    def exists(self, goal: Goal, resource_id: str) -> bool:
        """Tell whether a resource with this id exists."""
        urn = make_urn(self.where, goal.type, "lookup", goal.parent)
        return self._look_up(urn, self._with_provider(goal), resource_id) is not None

    def invoke(self, token: str, arguments: Properties, reference: str = "") -> Properties:
        """Call a function of a provider: the package's default one unless a reference is given."""
        if (fixed := self.stack.replacement(token, token)) is not None:
            return fixed
        provider = self.providers.get(self._reference(package_of(token), reference))
        return mark_secrets(from_plain(provider.invoke(token, plain(arguments))), arguments)

    def register_outputs(self, urn: str, outputs: Properties) -> None:
        """Record the outputs of a component or of the stack."""
        old = self.news[urn]
        if urn_type(urn) == STACK_TYPE:
            self.outputs = outputs
        new = dataclasses.replace(old, outputs=outputs)
        if old.outputs != outputs:
            self.news[urn] = new
            self.checkpoint.swap(old, new)
        if verb := self._components.pop(urn, ""):
            with self.progress.step(urn, f"{verb}d"):
                self.hooks.run(f"after_{verb}", new, made=True)

    def finish(self, why: str = "the program no longer has it") -> None:
        """Delete the resources that the program no longer has. It records failures and tries all.

        Args:
            why: the reason, for the error about a protected resource.
        """
        for urn, interrupted in self._interrupted.items():
            with suppress(StepError), self.progress.step(urn, "cleaned up"):
                self.removal.clear(interrupted)
        self._interrupted = {}
        self.removal.delete_all(self._left(), why)

    def finish_with_hooks(self) -> None:
        """Delete what the program no longer has while the program still runs, if hooks must be called for that."""
        hooked = [item for item in self._left() for kind in KINDS if self.hooks.has(item, kind)]
        if hooked and not self.progress.failures:
            self.finish()

    def _left(self) -> list[Resource]:
        return [item for item in self.checkpoint.resources if item.pending_delete or item.urn not in self._claimed]

    def secrets(self) -> set[str]:
        """Return the texts that must not be shown."""
        inputs = [goal.inputs for goal in list(self._goals.values())]
        known = [part for item in self.checkpoint.resources for part in (item.inputs, item.outputs)]
        return self._hidden.union(text for value in (*inputs, *known, self.outputs) for text in secret_texts(value))

    # --- names and providers ----------------------------------------------------------------------------------------

    def _claim(self, urn: str, goal: Goal) -> Resource | None:
        """Reserve a URN for this run, and return the resource that the stack has under it or under a former URN."""
        with self._lock:
            if goal.parent and goal.parent not in self._claimed:
                raise DeployError(f"its parent {goal.parent} is not registered")
            if urn in self._claimed or urn in self._adopted.values():
                raise DeployError(
                    "two resources of the program have this URN", remedies=["give each a name of its own"]
                )
            self._claimed.add(urn)
            if urn in self._olds:
                return self._olds[urn]
            for former in former_urns(self.where, urn, goal.parent, goal.aliases, self._adopted):
                if former in self._olds:
                    return self._adopt(urn, former)
            return None

    def _adopt(self, urn: str, former: str) -> Resource:
        if former in self._claimed or former in self._adopted.values():
            raise DeployError(f"its alias {former} is another resource of the program")
        self._adopted[urn] = former
        return self._olds[former]

    def _with_provider(self, goal: Goal) -> Goal:
        if not goal.custom or is_provider(goal.type):
            return goal
        package = package_of(goal.type)
        parent = self._goals.get(goal.parent)
        inherited = parent.provider if parent else ""
        if package_of(urn_type(split_reference(inherited)[0]) if inherited else "") != package:
            inherited = ""
        given = goal.provider or goal.providers.get(package, "") or inherited
        return dataclasses.replace(goal, provider=self._reference(package, given))

    def _reference(self, package: str, given: str) -> str:
        """Return the reference of the provider to use: the package's default one unless one is given."""
        if given:
            return given
        with self._default_lock:
            self.progress.check_open()
            if package not in self._default_references:
                self.providers.check_package(package)
                goal = Goal(type=PROVIDER_PREFIX + package, name="default", custom=True, inputs=self._config(package))
                made = self.register(goal)
                self._default_references[package] = f"{made.urn}::{made.id}"
            return self._default_references[package]

    def _config(self, package: str) -> Properties:
        return dict(self.defaults.get(package, {}))

    def _provider_inputs(self, reference: str) -> Properties | None:
        known = (*list(self.news.values()), *self.checkpoint.resources)
        return next((item.inputs for item in known if f"{item.urn}::{item.id}" == reference), None)

    def _look_up(self, urn: str, goal: Goal, resource_id: str) -> State | None:
        provider = self.providers.for_resource(goal.type, goal.provider)
        return provider.read(urn, resource_id, plain(goal.inputs))

    # --- the steps ------------------------------------------------------------------------------------------------

    def _replace_by(self, urn: str, goal: Goal, old: Resource | None, outputs: Properties) -> Resource:
        """Accept a resource as made, with its inputs and fixed outputs, because the settings replace or skip it."""
        with self._lock:
            if not self._replacements_told:
                log.info("not made, because [tool.stackrig.replace] names it: %s and perhaps others", urn)
            self._replacements_told = True
        state = State(str(outputs.get("id") or goal.name), {**plain(goal.inputs), **outputs})
        new = dataclasses.replace(self._made(wanted(urn, goal, goal.inputs), state, goal), external=True)
        self._record(new, old)
        return new

    def _settle_component(self, urn: str, goal: Goal, old: Resource | None) -> Resource:
        new = wanted(urn, goal, goal.inputs)
        if verb := "create" if old is None else "update" if old.inputs != new.inputs else "":
            self.hooks.run(f"before_{verb}", new, old)
            self._components[urn] = verb
        if old and not old.custom:
            return self._keep(old, dataclasses.replace(new, outputs=old.outputs))
        self._record(new, old)
        return new

    def _settle(self, urn: str, goal: Goal, old: Resource | None) -> Resource:
        provider = self.providers.for_resource(goal.type, goal.provider)
        if old is None or old.external or not old.custom or old.pending_replacement:
            return self._create(urn, goal, provider, old)
        new = wanted(urn, goal, self._check(urn, goal, provider, old.inputs))
        diff = self._diff(old, new, provider)
        if diff.replaces:
            return self._replace(urn, goal, provider, old, diff)
        if diff.changes:
            return self._update(goal, provider, old, new)
        self.progress.count(urn, "same")
        return self._keep(old, dataclasses.replace(new, id=old.id, outputs=old.outputs))

    def _check(self, urn: str, goal: Goal, provider: Provider, old: Properties | None) -> Properties:
        if old is None:
            return mark_secrets(from_plain(provider.check(urn, None, plain(goal.inputs))), goal.inputs)
        inputs = keep_old(old, goal.inputs, goal.ignore_changes)
        checked = from_plain(provider.check(urn, plain(old), plain(inputs)))
        return mark_secrets(keep_old(old, checked, [f"{ASSETS}.{path}" for path in goal.ignore_changes]), inputs)

    def _diff(self, old: Resource, new: Resource, provider: Provider) -> Diff:
        if self._is_forced(old, new):
            return Diff(REPLACE, REPLACE)
        diff = provider.diff(new.urn, old.provider_state(), plain(new.inputs))
        changes = diff.changes | diff.replaces
        asked = asked_to_replace(changes, old.inputs, new.inputs, new.replace_on_changes)
        return Diff(changes, diff.replaces | asked, diff.delete_before_replace)

    def _is_forced(self, old: Resource, new: Resource) -> bool:
        """Tell whether the resource must be replaced, whatever its inputs."""
        before, now = bare(old.replacement_trigger), bare(new.replacement_trigger)
        if None not in (before, now) and before != now:
            return True
        if self._replaced.intersection((new.deleted_with, *new.replace_with)):
            return True
        if old.provider == new.provider:
            return False
        inputs = self._provider_inputs(old.provider), self._provider_inputs(new.provider)
        return not self.providers.same_place(package_of(new.type), *inputs)

    def _create(self, urn: str, goal: Goal, provider: Provider, old: Resource | None) -> Resource:
        if urn in self._interrupted:
            self.removal.clear(self._interrupted.pop(urn))
        new = wanted(urn, goal, self._check(urn, goal, provider, None))
        verb = "replaced" if old else "created"
        with self.progress.call(urn, verb, goal.source):
            self.hooks.run("before_create", new)
            new = self._made(new, self._call_create(provider, new), goal)
            self._record(new, old)
            self.hooks.run("after_create", new, made=True)
        self.progress.count(urn, verb)
        return new

    def _call_create(self, provider: Provider, new: Resource) -> State:
        if is_provider(new.type):
            return provider.create(new.urn, plain(new.inputs))
        pending = Pending(new.urn, new.provider, new.inputs)
        self.checkpoint.begin(pending)
        try:
            return provider.create(new.urn, plain(new.inputs))
        except Exception:
            self.checkpoint.end(pending)  # a creation that failed leaves nothing for a later run to find
            raise

    def _update(self, goal: Goal, provider: Provider, old: Resource, new: Resource) -> Resource:
        with self.progress.call(new.urn, "updated", goal.source):
            self.hooks.run("before_update", dataclasses.replace(new, id=old.id), old)
            state = provider.update(new.urn, old.provider_state(), plain(new.inputs))
            new = self._made(new, dataclasses.replace(state, id=state.id or old.id), goal)
            self.checkpoint.put(new, old)
            self.hooks.run("after_update", new, old, made=True)
        self.progress.count(new.urn, "updated")
        return new

    def _replace(self, urn: str, goal: Goal, provider: Provider, old: Resource, diff: Diff) -> Resource:
        if goal.protect and old.protect:
            raise protected("it would have to be replaced")
        self._replaced.add(urn)
        ahead = diff.delete_before_replace if goal.delete_before_replace is None else goal.delete_before_replace
        if ahead:
            gone = self.removal.delete_ahead(old, {*self._claimed, *self._adopted.values()})
            self._olds.update({item.urn: item for item in gone})
            old = gone[-1]
        return self._create(urn, goal, provider, old)

    def _keep(self, old: Resource, new: Resource) -> Resource:
        if all(getattr(old, part.name) == getattr(new, part.name) for part in dataclasses.fields(old)):
            return old
        self.checkpoint.put(new, old)
        return new

    def _made(self, new: Resource, state: State, goal: Goal) -> Resource:
        outputs = mark_secrets(from_plain(state.outputs), new.inputs)
        for name in goal.secret_outputs:
            if name in outputs and not isinstance(outputs[name], Secret):
                outputs[name] = Secret(outputs[name])
        return dataclasses.replace(new, id=state.id, outputs=outputs)

    def _record(self, new: Resource, old: Resource | None, *, gone: bool = False) -> None:
        """Write a resource to the state; its predecessor is marked for deletion unless it is gone."""
        gone = gone or old is None or not old.custom or old.external or old.pending_replacement
        self.checkpoint.put(new, old, None if old is None or gone else dataclasses.replace(old, pending_delete=True))
