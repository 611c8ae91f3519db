import { z } from "zod";
import { namedEntity } from "../../named-entity.ts";
import { limit, name, problem } from "../schemas.ts";
import { defineTool } from "../tool.ts";

export const listProblems = defineTool({
  name: "list_problems",
  title: "What is wrong with the catalog",
  description:
    "What is wrong with the data: files that could not be read, refs that lead nowhere, missing owners. Each with its " +
    "file, line and remedy; of one entity, one severity or one rule where asked.",
  input: z.strictObject({
    entity: name.exactOptional(),
    severity: z.enum(["error", "warning", "info"]).exactOptional(),
    rule: z.string().max(100).exactOptional().describe("For example dangling-ref."),
    limit: limit(50),
  }),
  output: z.looseObject({ total: z.int(), problems: z.array(problem) }),
  run({ entity, severity, rule, limit }, { view }) {
    const ref = entity === undefined ? undefined : namedEntity(view, entity);
    const found = view
      .problems()
      .filter(
        (each) =>
          (ref === undefined || each.entity === ref) &&
          (severity === undefined || each.severity === severity) &&
          (rule === undefined || each.rule === rule),
      );
    return {
      data: { total: found.length, problems: found.slice(0, limit) },
      text: found.length === 1 ? "There is 1 problem." : `There are ${found.length} problems.`,
    };
  },
});
