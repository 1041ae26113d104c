"use strict";
// Everything that is shown comes from tests, logs and servers: it is put into the page as text, never as HTML.
const run = JSON.parse(document.getElementById("data").textContent);
const KINDS = { request: "API", function: "λ", call: "AWS", sql: "SQL", more: "…" };
const MARKS = { passed: "✓", failed: "✗", error: "✗", skipped: "–" };
const find = (selector) => document.querySelector(selector);

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name === "style") for (const [key, text] of Object.entries(value)) element.style.setProperty(key, text);
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== ""));
  return element;
}

function shown(ms) {
  if (ms >= 10000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

const plural = (count, word, words) => `${count} ${count === 1 ? word : words ?? `${word}s`}`;
const isBad = (test) => test.outcome === "failed" || test.outcome === "error";
const shortName = (arn) => arn.replaceAll(/\barn:[^\s:]*:(\S+)/g, (_, rest) => rest.split(/[:/]/).at(-1) || rest);
const isFaulty = (node) => Boolean(node.fault || node.facts.iam === "refused" || node.facts.running);
const percent = (value) => `${Math.max(0, Math.min(100, value * 100)).toFixed(3)}%`;

// --- the run ---------------------------------------------------------------------------------------------------------

const ROOM = 0.05; // of the run's time, from which on a bar has room for its text

function bar(kind, began, seconds, text, attributes = {}) {
  const style = { left: percent(began / run.seconds), width: percent(seconds / run.seconds) };
  const tag = attributes.onclick ? "button" : "span";
  const fits = seconds / run.seconds > ROOM && !attributes.onclick;
  return make(tag, { class: kind, style, title: text, "aria-label": text, ...attributes }, fits ? text : "");
}

function showLanes() {
  const lanes = find(".lanes");
  const add = (name, bars) => lanes.append(make("span", { class: "lane-name" }, name), make("div", { class: "lane" }, ...bars));
  for (const [name, stages] of Object.entries(Object.groupBy(run.stages, (stage) => stage.name))) {
    add(name, stages.map((stage) => {
      const kind = stage.state === "failed" ? "failed" : ["deploy", "destroy"].includes(stage.name) ? "deploy" : "rig";
      const calls = stage.spans ? `, ${plural(stage.spans, "AWS call or statement", "AWS calls and statements")}` : "";
      const where = stage.worker ? ` in ${stage.worker}` : "";
      return bar(kind, stage.began, stage.seconds, `${shown(stage.seconds * 1000)}${stage.state === "failed" ? " failed" : ""}${where}${calls}`);
    }));
  }
  for (const [worker, tests] of Object.entries(Object.groupBy(run.tests, (test) => test.worker))) {
    add(worker ? `tests ${worker}` : "tests", tests.map((test) => {
      const kind = `test ${isBad(test) ? "failed" : test.outcome}`;
      const text = `${test.name}: ${test.outcome}, ${shown(test.seconds * 1000)}`;
      return bar(kind, test.began, test.seconds, text, { type: "button", tabindex: "-1", onclick: () => reveal(test) });
    }));
  }
  const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60, 120, 300, 600, 1800].find((one) => run.seconds / one <= (innerWidth < 700 ? 3 : 8)) ?? 3600;
  const ticks = Array.from({ length: Math.floor(run.seconds / step) + 1 }, (_, index) => index * step);
  const all = [...ticks.filter((tick) => !tick || run.seconds - tick > step / 2), run.seconds];
  lanes.append(make("span"), make("div", { class: "axis" }, ...all.map((tick) =>
    make("span", { style: { left: percent(tick / run.seconds) } }, `${+tick.toFixed(1)} s`))));
}

function showHead() {
  find("h1").textContent = run.project;
  find(".when").textContent = [run.when, shown(run.seconds * 1000), ...run.servers].join(" · ");
  const counts = { failed: run.tests.filter(isBad).length, passed: 0, skipped: 0 };
  counts.passed = run.quiet.passed + run.tests.filter((test) => test.outcome === "passed").length;
  counts.skipped = run.quiet.skipped + run.tests.filter((test) => test.outcome === "skipped").length;
  find(".counts").append(...Object.entries(counts).filter(([, count]) => count).map(([name, count]) =>
    make("li", { class: name }, make("b", {}, String(count)), name)));
  find(".notes").append(...run.notes.map((note) => make("li", {}, note)));
  const quiet = run.quiet.passed + run.quiet.skipped;
  if (quiet) find(".quiet").textContent = `${plural(quiet, "test")} made no requests, and ${quiet === 1 ? "is" : "are"} not listed.`;
}

// --- a test ----------------------------------------------------------------------------------------------------------

function* walk(nodes) {
  for (const node of nodes) {
    yield node;
    yield* walk(node.children);
  }
}

function figures(test) {
  const counted = { request: 0, function: 0, call: 0, sql: 0 };
  for (const node of walk(test.spans)) counted[node.kind] = (counted[node.kind] ?? 0) + (node.count ?? 1);
  const words = [];
  if (counted.request) words.push(plural(counted.request, "request"));
  if (counted.function) words.push(plural(counted.function, "invocation"));
  if (counted.call) words.push(plural(counted.call, "AWS call"));
  if (counted.sql) words.push(`${counted.sql} SQL`);
  return [...words, shown(test.seconds * 1000), test.worker].filter(Boolean).join(" · ");
}

function badges(node) {
  const facts = node.facts;
  const found = [];
  if (facts.status !== undefined && node.kind === "request")
    found.push(["badge" + (facts.status >= 500 ? " bad" : facts.status >= 400 ? " warn" : " good"), String(facts.status)]);
  if (node.kind === "function") found.push(["badge", facts.cold ? `cold, init ${shown(facts.init)}` : "warm"]);
  if (facts.memory) found.push(["badge", `${facts.memory} of ${facts.memory_size} MB`]);
  if (facts.iam) found.push(["badge " + (facts.iam === "refused" ? "bad" : "good"), `IAM: ${facts.iam}`]);
  if (facts.rows !== undefined) found.push(["badge", plural(facts.rows, "row")]);
  if (facts.running) found.push(["badge bad", "not finished"]);
  if (facts.shared_with) found.push(["badge warn", "perhaps another test's"]);
  if (facts.database) found.push(["badge", facts.database]);
  return found.map(([kind, text]) => make("span", { class: kind }, text));
}

const TOLD = { about: "about", route: "route", stage: "stage", api: "API", role: "role", iam_reason: "IAM", from: "client", duration: "duration",
  time_out: "time-out in s", request: "request id", blocked_by: "blocked by pid", database: "database", status: "status", shared_with: "may be of" };

function facts(node, depth) {
  const list = make("dl");
  for (const [name, word] of Object.entries(TOLD))
    if (node.facts[name] !== undefined && node.facts[name] !== "") list.append(make("dt", {}, word), make("dd", {}, String(node.facts[name])));
  const parts = list.childElementCount ? [list] : [];
  if (node.kind === "sql" && node.name) parts.push(make("pre", {}, node.name));
  if (node.facts.log) parts.push(make("pre", { class: "log" }, node.facts.log));
  if (node.facts.answer) parts.push(make("pre", { class: "answer" }, node.facts.answer));
  return make("div", { class: "facts", style: { "--depth": String(depth) } }, ...parts);
}

function spanRows(node, depth, scale, rows) {
  const bad = isFaulty(node);
  const style = { left: percent((node.began - scale.began) / scale.length), width: percent(node.ms / scale.length) };
  const name = make("span", { class: "name", title: node.name.slice(0, 300) }, node.name.replaceAll(/\s+/g, " ").slice(0, 300) || "connection");
  const about = node.kind === "call" && node.facts.about ? make("span", { class: "badge about", title: node.facts.about }, shortName(node.facts.about)) : "";
  const row = [
    make("div", { class: "what" }, make("span", { class: "kind" }, KINDS[node.kind]), name, about, ...badges(node)),
    make("span", { class: "ms" }, node.kind === "more" ? "" : shown(node.ms)),
    make("div", { class: "bar" }, make("span", { class: "fill", style })),
  ];
  const kind = `span ${node.kind}${bad ? " bad" : ""}`;
  const fault = node.fault ? make("div", { class: "fault" }, node.fault.slice(0, 1500)) : "";
  const depths = { "--depth": String(depth) };
  if (node.kind === "more") rows.push(make("div", { class: kind, style: depths }, make("div", { class: "row" }, ...row)));
  else {
    const details = make("details", { class: kind, style: depths, open: bad && node.kind === "function" && ![...walk(node.children)].some(isFaulty) },
      make("summary", {}, make("div", { class: "row" }, ...row), fault));
    if (details.open) details.append(facts(node, depth));
    else details.addEventListener("toggle", () => details.append(facts(node, depth)), { once: true });
    rows.push(details);
  }
  for (const child of node.children) spanRows(child, depth + 1, scale, rows);
}

function bodyOf(test) {
  const body = make("div", { class: "body" });
  if (isBad(test)) {
    body.append(make("p", { class: "cause" }, test.cause || test.message.split("\n")[0] || "failed"));
    if (test.message && (test.cause || test.message.includes("\n"))) body.append(make("pre", { class: "message" }, test.message));
    if (test.text) body.append(make("details", { class: "told" }, make("summary", {}, "What pytest says"), make("pre", {}, test.text)));
  }
  const all = [...walk(test.spans)];
  const began = Math.min(...all.map((node) => node.began));
  const length = Math.max(1, ...all.map((node) => node.began + node.ms - began));
  const rows = [];
  for (const node of test.spans) spanRows(node, 0, { began, length }, rows);
  body.append(rows.length ? make("div", { class: "spans" }, ...rows) : make("p", { class: "empty" }, "It made no requests."));
  return body;
}

function cardOf(test) {
  const [, file, name] = /^(.*::)?([^]*)$/.exec(test.name);
  const label = make("span", { class: "test-name" }, make("span", { class: "file" }, file ?? ""), make("b", {}, name));
  const details = make("details", {}, make("summary", {}, make("span", { class: "mark", title: test.outcome }, MARKS[test.outcome]), label,
    make("span", { class: "figures" }, figures(test))));
  const fill = () => details.childElementCount > 1 || details.append(bodyOf(test));
  details.addEventListener("toggle", () => details.open && fill());
  const card = make("article", { class: `test-card ${isBad(test) ? "failed" : test.outcome}` }, details);
  if (isBad(test) && opened++ < OPEN) {
    fill();
    details.open = true;
  }
  return card;
}

// --- finding ---------------------------------------------------------------------------------------------------------

const OPEN = 20; // failures that are open when the page opens
let opened = 0;
const bads = run.tests.filter(isBad);
const ordered = [...bads, ...run.tests.filter((test) => !isBad(test))];
const state = { filter: bads.length ? "failed" : "all", words: [] };

function textOf(test) {
  test.haystack ??= [test.name, test.cause, test.message, ...[...walk(test.spans)].flatMap((node) =>
    [node.name, node.fault, node.facts.log, node.facts.about, node.facts.answer])].join("\n").toLowerCase();
  return test.haystack;
}

function fits(test) {
  if (state.words.length) return state.words.every((word) => textOf(test).includes(word));
  return state.filter === "all" || isBad(test);
}

function show() {
  const cards = ordered.filter(fits).map((test) => (test.card ??= cardOf(test)));
  find(".tests").replaceChildren(...cards);
  find(".none").hidden = cards.length > 0;
  for (const button of document.querySelectorAll(".filters button"))
    button.setAttribute("aria-pressed", String(button.value === state.filter && !state.words.length));
}

function reveal(test) {
  state.words = [];
  find("input").value = "";
  if (!fits(test)) state.filter = "all";
  show();
  const details = test.card.querySelector("details");
  details.open = true;
  details.querySelector("summary").focus();
  test.card.scrollIntoView({ block: "start" });
}

function step(by) {
  const summaries = [...document.querySelectorAll(".test-card > details > summary")];
  const here = summaries.findIndex((one) => one.closest(".test-card").contains(document.activeElement));
  const next = summaries[here < 0 ? (by > 0 ? 0 : summaries.length - 1) : here + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function showTools() {
  const filters = { failed: `Failed ${bads.length}`, all: `All ${run.tests.length}` };
  if (!bads.length) delete filters.failed;
  find(".filters").append(...Object.entries(filters).map(([value, text]) =>
    make("button", { type: "button", value, onclick: () => { state.filter = value; state.words = []; find("input").value = ""; show(); } }, text)));
  find("input").addEventListener("input", (event) => {
    state.words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    show();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target === find("input");
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && typing) {
      find("input").value = "";
      state.words = [];
      show();
      find("input").blur();
    } else if (typing) return;
    else if (event.key === "/") { event.preventDefault(); find("input").focus(); }
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
  });
  const root = document.documentElement;
  const put = (theme) => {
    root.dataset.theme = theme;
    find(".theme").textContent = theme === "dark" ? "Light" : "Dark";
  };
  put(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  find(".theme").addEventListener("click", () => put(root.dataset.theme === "dark" ? "light" : "dark"));
}

showHead();
showLanes();
showTools();
show();
