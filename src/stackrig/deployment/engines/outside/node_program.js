// Preloaded into the node that runs a Pulumi program: an uncaught error is told by its stack.
//
// The SDK tells it by util.inspect (cmd/run/error.js), which follows the error's properties into every resource and
// the whole connection to the engine: that has taken 200 seconds and 60,000 characters. Older SDKs lack that file.
"use strict";
const path = require("path");

const told = (error, seen) => {
    const own = String((error && error.stack) || (error && error.message) || error);
    const cause = error && error.cause;
    return cause && !seen.includes(cause) ? `${own}\ncaused by: ${told(cause, [...seen, cause])}` : own;
};

// The thread that loads ES modules preloads this too, and has no program.
const main = process.argv[1] || "";
try {
    require(path.join(path.dirname(main), "error.js")).defaultErrorMessage = (error) => told(error, [error]);
} catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
}
