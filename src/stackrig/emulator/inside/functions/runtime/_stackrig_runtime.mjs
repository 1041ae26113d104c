// Run one Lambda function's handler on Node.js: what aws-lambda-nodejs-runtime-interface-client does in AWS's image,
// over two pipes instead of HTTP. Error shapes and log formats follow that client.

import dns from "node:dns";
import { existsSync, readFileSync, readSync, writeSync } from "node:fs";
import Module, { createRequire, syncBuiltinESMExports } from "node:module";
import path from "node:path";
import { Writable } from "node:stream";
import url, { pathToFileURL } from "node:url";
import util from "node:util";

const options = JSON.parse(process.env._STACKRIG_CHANNEL); // written by _stackrig_enter.py
delete process.env._STACKRIG_CHANNEL;
const [requests, responses] = options.pipes;
const root = process.env.LAMBDA_TASK_ROOT;
const logsJson = (process.env.AWS_LAMBDA_LOG_FORMAT ?? "").toUpperCase() === "JSON";
const LEVELS = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
const threshold = Math.max(0, LEVELS.indexOf((process.env.AWS_LAMBDA_LOG_LEVEL ?? "TRACE").toUpperCase()));
const CHUNK = 65536; // bytes
const STREAMING = Symbol.for("aws.lambda.runtime.handler.streaming");
const COGNITO = /^https:\/\/(?:cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?|([a-z0-9-]+)\.auth\.[a-z0-9-]+\.amazoncognito\.com)\//;
let requestId = "";
let unread = Buffer.alloc(0);

class Fault extends Error {
  constructor(name, message) {
    super(message);
    this.name = name;
  }
}

function send(message) {
  let data = Buffer.from(`${JSON.stringify(message)}\n`);
  while (data.length > 0) data = data.subarray(writeSync(responses, data));
}

// Blocking on purpose: on AWS, too, nothing of a function runs between two invocations.
function receive() {
  const pieces = [unread];
  let end;
  while ((end = pieces.at(-1).indexOf(10)) < 0) {
    const piece = Buffer.alloc(CHUNK);
    const size = readSync(requests, piece);
    if (size === 0) process.exit(0);
    pieces.push(piece.subarray(0, size));
  }
  const last = pieces.pop();
  unread = last.subarray(end + 1);
  return JSON.parse(Buffer.concat([...pieces, last.subarray(0, end)]));
}

function log(level, args) {
  if (LEVELS.indexOf(level) < threshold) return;
  const timestamp = new Date().toISOString();
  if (logsJson) {
    const message = args.length === 1 && typeof args[0] === "object" ? args[0] : util.format(...args);
    process.stdout.write(`${JSON.stringify({ timestamp, level, requestId, message })}\n`);
  } else {
    // A carriage return keeps the lines of one message together as one event.
    process.stdout.write(`${timestamp}\t${requestId}\t${level}\t${util.format(...args).replaceAll("\n", "\r")}\n`);
  }
}

// LocalStack's clock, which tests move: Date tells it. Timers and `performance` are as ever.
const now = Date.now;
let ahead = 0; // milliseconds; until it is more, nothing is touched
function moveClock(seconds) {
  if (seconds > 0 && !ahead) exchangeDate();
  ahead = Math.round((seconds ?? 0) * 1000);
}

function exchangeDate() {
  const moved = new Proxy(Date, {
    construct: (date, given, type) => Reflect.construct(date, given.length ? given : [date.now()], type === moved ? date : type),
    apply: () => String(new moved()),
  });
  Date.now = () => now() + ahead;
  Date.prototype.constructor = globalThis.Date = moved;
}

function patchConsole() {
  const methods = { log: "INFO", info: "INFO", warn: "WARN", error: "ERROR", debug: "DEBUG", trace: "TRACE" };
  for (const [method, level] of Object.entries(methods)) console[method] = (...args) => log(level, args);
}

// LocalStack's names, such as those of queue URLs, lead to loopback: its own DNS server runs only in Docker.
function patchNames() {
  const { lookup } = dns;
  dns.lookup = (host, ...rest) =>
    lookup(/(^|\.)localhost(\.localstack\.cloud)?\.?$/.test(host) ? "127.0.0.1" : host, ...rest);
}

// Cognito's own addresses lead to LocalStack: functions fetch the keys of a pool's tokens there. `https` is changed when
// it is required, or before an ES module is loaded: it takes 15 ms to load.
function leadToCognito() {
  if (!process.env.AWS_ENDPOINT_URL) return;
  const here = new URL(process.env.AWS_ENDPOINT_URL);
  const { fetch } = globalThis;
  globalThis.fetch = (resource, init) => {
    const asked = resource instanceof Request ? resource.url : String(resource);
    const local = localAddress(asked, here);
    if (local === asked) return fetch(resource, init);
    return fetch(resource instanceof Request ? new Request(local, resource) : local, init);
  };
  const load = Module._load;
  Module._load = (name, ...rest) => {
    const loaded = load(name, ...rest);
    if (/^(node:)?https$/.test(name)) changeHttps(loaded, here);
    return loaded;
  };
}

// `fetch` sets the header Host itself: a domain is found by the path.
function localAddress(asked, here) {
  const [start, domain] = COGNITO.exec(asked) ?? [];
  if (!start) return asked;
  return `${here.origin}/${domain ? `_aws/cognito-idp/${domain}/` : ""}${asked.slice(start.length)}`;
}

function changeHttps(https, here) {
  if (https.request.leads) return;
  const require_ = createRequire(import.meta.url);
  for (const method of ["request", "get"]) {
    const original = https[method];
    https[method] = (...args) => {
      const isUrl = typeof args[0] === "string" || args[0] instanceof URL;
      const given = isUrl ? { ...url.urlToHttpOptions(new URL(args[0])), ...(typeof args[1] === "object" ? args[1] : {}) } : args[0];
      const host = given?.hostname ?? given?.host;
      if (!COGNITO.test(`https://${host}/`)) return original(...args);
      const rest = args.slice(isUrl && typeof args[1] === "object" ? 2 : 1);
      const place = { protocol: "http:", hostname: here.hostname, host: here.hostname, port: here.port, agent: undefined };
      return require_("node:http")[method]({ ...given, ...place, headers: { ...given.headers, Host: host } }, ...rest);
    };
  }
  https.request.leads = true;
  syncBuiltinESMExports();
}

function findModule(name) {
  const base = path.resolve(root, name); // a layer may bring the handler: /opt/nodejs/…
  const file = ["", ".js", ".mjs", ".cjs"].map((suffix) => base + suffix).find((path_) => path.extname(path_) && existsSync(path_));
  return file ?? createRequire(path.join(root, "/")).resolve(name);
}

function isModule(file) {
  if (!file.endsWith(".js")) return file.endsWith(".mjs");
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, "package.json");
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest)).type === "module";
    if (folder === path.dirname(folder)) return false;
  }
}

async function loadHandler(name) {
  const [, place, module, attributes] = /^(.*\/)?([^./]+)\.(.+)$/.exec(name) ?? [];
  if (!module) throw new Fault("Runtime.MalformedHandlerName", "Bad handler");
  let loaded;
  try {
    const file = findModule((place ?? "") + module);
    if (isModule(file)) createRequire(import.meta.url)("node:https");
    loaded = isModule(file) ? await import(pathToFileURL(file)) : createRequire(file)(file);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Fault("Runtime.UserCodeSyntaxError", String(error));
    if (["MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND"].includes(error?.code))
      throw new Fault("Runtime.ImportModuleError", String(error));
    throw error;
  }
  const handler = attributes.split(".").reduce((value, key) => value?.[key] ?? value?.default?.[key], loaded);
  if (handler === undefined) throw new Fault("Runtime.HandlerNotFound", `${name} is undefined or not exported`);
  if (typeof handler !== "function") throw new Fault("Runtime.HandlerNotFound", `${name} is not a function`);
  return handler;
}

function describe(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  const trace = (error.stack ?? "").split("\n");
  if (error instanceof Fault) trace[0] = `${error.name}: ${error.message}`;
  return { errorType: error.name, errorMessage: error.message, trace };
}

function makeContext(request, settle) {
  const env = process.env;
  return {
    callbackWaitsForEmptyEventLoop: true,
    awsRequestId: request.id,
    invokedFunctionArn: request.arn,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: request.client_context ? JSON.parse(request.client_context) : undefined,
    identity: undefined,
    getRemainingTimeInMillis: () => Math.max(0, request.deadline - Date.now()),
    succeed: (value) => settle({ value }),
    fail: (error) => settle({ error }),
    done: (error, value) => settle(error ? { error } : { value }),
  };
}

// Resolve with { value } or { error }: of the promise returned, of the callback, or undefined once nothing is left to do.
function run(handler, request) {
  return new Promise((resolve) => {
    const settle = (outcome) => {
      process.off("beforeExit", empty);
      resolve(outcome);
    };
    const empty = () => settle({ value: undefined });
    const context = makeContext(request, (outcome) => finish(outcome));
    const finish = (outcome) => {
      if (!context.callbackWaitsForEmptyEventLoop || outcome.error) return settle(outcome);
      process.off("beforeExit", empty);
      process.once("beforeExit", () => settle(outcome));
    };
    process.once("beforeExit", empty);
    try {
      const event = JSON.parse(request.event);
      const callback = (error, value) => finish(error ? { error } : { value });
      const streams = handler[STREAMING] === "response";
      const result = streams ? runStreaming(handler, event, context) : handler(event, context, callback);
      if (typeof result?.then === "function") result.then((value) => settle({ value }), (error) => settle({ error }));
    } catch (error) {
      settle({ error });
    }
  });
}

// A response that is sent as it is.
class Raw {
  constructor(text) {
    this.text = text;
  }
}

function encode(value) {
  if (value instanceof Raw) return value.text;
  try {
    return JSON.stringify(value === undefined ? null : value);
  } catch {
    throw new Error("Unable to stringify response body");
  }
}

// The largest resident size so far in MB; Node's own figure counts LocalStack's size before the exec.
function peakMemory() {
  const line = existsSync("/proc/self/status") && /VmHWM:\s*(\d+)/.exec(readFileSync("/proc/self/status", "ascii"));
  return Math.ceil((line ? Number(line[1]) : process.resourceUsage().maxRSS) / 1024);
}

function answer(outcome) {
  let failure = "error" in outcome ? outcome.error ?? new Error("handled") : undefined;
  const memory = peakMemory();
  try {
    if (failure === undefined) return send({ result: encode(outcome.value), memory });
  } catch (error) {
    failure = error;
  }
  log("ERROR", ["Invoke Error", JSON.stringify(describe(failure))]);
  send({ error: describe(failure), memory });
}

// An uncaught error ends the process, as on AWS, and is the answer of the invocation that runs.
function endWith(kind, code) {
  return (reason) => {
    const error = kind === "Runtime.UnhandledPromiseRejection" ? new Fault(kind, String(reason)) : reason;
    log("ERROR", [kind.split(".").at(-1), JSON.stringify(describe(error))]);
    send({ error: describe(error), memory: peakMemory(), final: true });
    process.exit(code);
  };
}

// https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html: the handler writes its response to a stream.
// Each part is sent at once; what was written before goes before the first one.
class ResponseStream extends Writable {
  head = [];
  contentType = undefined;
  setContentType(type) {
    this.contentType = type;
  }
  _write(chunk, _encoding, done) {
    const part = Buffer.concat([...this.head.splice(0), Buffer.from(chunk)]);
    send({ part: part.toString("base64"), content_type: this.contentType });
    done();
  }
}

// Marked as AWS marks it: tools that wrap handlers look for that.
function streamifyResponse(handler) {
  handler[STREAMING] = "response";
  return handler;
}

async function runStreaming(handler, event, context) {
  const stream = new ResponseStream();
  const finished = new Promise((resolve, reject) => stream.once("finish", resolve).once("error", reject));
  await handler(event, stream, context);
  await finished;
  return new Raw("");
}

// The metadata of an HTTP response, eight zero bytes, then the body; as on AWS, nothing is sent before the body begins.
const HttpResponseStream = {
  from(stream, prelude) {
    stream.setContentType("application/vnd.awslambda.http-integration-response");
    stream.head.push(Buffer.from(JSON.stringify(prelude)), Buffer.alloc(8));
    return stream;
  },
};

patchConsole();
patchNames();
leadToCognito();
moveClock(options.clock);
globalThis.awslambda = { streamifyResponse, HttpResponseStream };
process.chdir(root);
let handler;
try {
  handler = await loadHandler(process.env._HANDLER ?? options.handler); // a wrapper may name another
} catch (error) {
  log("ERROR", ["Uncaught Exception", JSON.stringify(describe(error))]);
  send({ warnings: options.warnings, error: describe(error) });
  process.exit(1);
}
process.on("unhandledRejection", endWith("Runtime.UnhandledPromiseRejection", 128));
process.on("uncaughtException", endWith("Runtime.UncaughtException", 129));
send({ warnings: options.warnings });

// Each invocation starts from a fresh turn of the loop, so that `beforeExit` tells when the one before left nothing.
async function next() {
  const request = receive();
  requestId = request.id;
  moveClock(request.clock);
  process.env._X_AMZN_TRACE_ID = request.trace;
  answer(await run(handler, request));
  setImmediate(next);
}
setImmediate(next);
