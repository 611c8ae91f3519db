import { stringify } from "yaml";
import { z } from "zod";
import { defineAction } from "../action/define-action.ts";
import { isJsonObject } from "../json.ts";

/** Writes the descriptor of an entity. */
export const catalogWrite = defineAction({
  id: "catalog:write",
  description: "Writes an entity as a catalog file into the workspace, with the template that it comes from.",
  input: z.object({
    filePath: z.string().min(1).optional().describe("catalog-info.yaml unless given."),
    entity: z.record(z.string(), z.json()).describe("The entity as the file is to hold it."),
  }),
  dryRun: "run",
  async run({ input, workspace, template, log }) {
    const { filePath = "catalog-info.yaml", entity } = input;
    const metadata = isJsonObject(entity.metadata) ? entity.metadata : {};
    const annotations = isJsonObject(metadata.annotations) ? metadata.annotations : {};
    const marked = { ...annotations, "backstage.io/source-template": template.ref };
    const written = { ...entity, metadata: { ...metadata, annotations: marked } };
    await workspace.write(filePath, stringify(written, { aliasDuplicateObjects: false, lineWidth: 0 }));
    log(`Wrote ${filePath}.`);
  },
});
