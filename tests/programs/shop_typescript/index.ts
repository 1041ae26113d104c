import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { Counter } from "./counter";

const config = new pulumi.Config();
const owner = config.require("owner");

console.log(`deploying for ${owner}`);

const orders = new aws.sqs.Queue("orders", {
  messageRetentionSeconds: config.requireNumber("retention"),
});

const worker = new aws.lambda.CallbackFunction("worker", {
  runtime: aws.lambda.Runtime.NodeJS20dX,
  callback: async (event: { orders?: unknown[] }) => ({ owner, orders: (event.orders ?? []).length }),
});

const counter = new Counter("counter", { start: 3 });

export const queue = orders.url;
export const workerName = worker.name;
export const next = counter.next;
