import { z } from "zod";
import { defineKind } from "../kind.ts";
import { lifecycle, owner, text } from "./fields.ts";

const permissions = z.looseObject({ tags: z.array(z.string()).exactOptional() });

const parameterPage = z.looseObject({ "backstage:permissions": permissions.exactOptional() });

const condition = z.union([z.string(), z.boolean()]);

const step = z.looseObject({
  action: z.string().describe("The action that the step runs, for example fetch:template."),
  id: z.string().describe("The name under which other steps find its output.").exactOptional(),
  name: z.string().describe("The step as people see it.").exactOptional(),
  input: z.looseObject({}).describe("What the action gets; expressions in it are replaced.").exactOptional(),
  if: condition.describe("The step is left out when this is false.").exactOptional(),
  "backstage:permissions": permissions.exactOptional(),
});

const outputLink = z.looseObject({
  if: condition.exactOptional(),
  url: text.exactOptional(),
  entityRef: text.exactOptional(),
  title: text.exactOptional(),
  icon: text.exactOptional(),
});

const outputText = z.looseObject({
  if: condition.exactOptional(),
  title: text.exactOptional(),
  icon: text.exactOptional(),
  content: z.string().exactOptional(),
});

const output = z
  .object({ links: z.array(outputLink).exactOptional(), text: z.array(outputText).exactOptional() })
  .catchall(z.string());

const buttonLabels = z.looseObject({
  backButtonText: z.string().exactOptional(),
  createButtonText: z.string().exactOptional(),
  reviewButtonText: z.string().exactOptional(),
});

const formDecorators = z.array(
  z.looseObject({ id: z.string().exactOptional(), input: z.looseObject({}).exactOptional() }),
);

export const template = defineKind({
  kind: "Template",
  description: "A recipe that creates or changes software step by step.",
  apiVersions: ["scaffolder.backstage.io/v1beta3"],
  spec: z.looseObject({
    type: text.describe("What sort of thing it makes, for example service, website or library."),
    steps: z.array(step).describe("What it does, in order."),
    owner: owner.exactOptional(),
    lifecycle: lifecycle.exactOptional(),
    parameters: z
      .union([parameterPage, z.array(parameterPage)])
      .describe("What it asks for: a JSON schema, or one for each page.")
      .exactOptional(),
    output: output.describe("What it shows at the end.").exactOptional(),
    presentation: z
      .looseObject({ buttonLabels: buttonLabels.exactOptional() })
      .describe("How it is shown to whoever runs it.")
      .exactOptional(),
    secrets: z
      .looseObject({ schema: z.looseObject({}).exactOptional() })
      .describe("What it needs to know and nobody may see: a JSON schema.")
      .exactOptional(),
    formDecorators: formDecorators.describe("What else its form does, by id.").exactOptional(),
    EXPERIMENTAL_formDecorators: formDecorators.describe("The former name of formDecorators.").exactOptional(),
    EXPERIMENTAL_recovery: z
      .looseObject({ EXPERIMENTAL_strategy: z.string().exactOptional() })
      .describe("What becomes of a run that was cut off.")
      .exactOptional(),
  }),
  relations: [{ field: "owner", type: "ownedBy", defaultKind: "Group" }],
});
