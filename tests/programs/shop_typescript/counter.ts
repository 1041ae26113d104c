import * as pulumi from "@pulumi/pulumi";

interface Inputs {
  start: number;
}

const provider: pulumi.dynamic.ResourceProvider = {
  async create(inputs: Inputs) {
    return { id: `counter-${inputs.start}`, outs: { ...inputs, next: inputs.start + 1 } };
  },
  async update(_id: string, _olds: Inputs, news: Inputs) {
    return { outs: { ...news, next: news.start + 1 } };
  },
  async delete() {
    console.log("the counter is gone");
  },
};

/** A number that the program itself provides. */
export class Counter extends pulumi.dynamic.Resource {
  public readonly next!: pulumi.Output<number>;

  constructor(name: string, inputs: Inputs, options?: pulumi.CustomResourceOptions) {
    super(provider, name, { next: undefined, ...inputs }, options);
  }
}
