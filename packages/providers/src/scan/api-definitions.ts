import { dataOf } from "./data-node.ts";
import type { EvidenceReader } from "./evidence.ts";
import { codeLines } from "./lines.ts";

/** OpenAPI, AsyncAPI, GraphQL and protocol buffer files. */
export const apiDefinitions: EvidenceReader = {
  reads: (path) => /\.(?:ya?ml|json|proto|graphqls?|gql)$/.test(path) && !NOT_DEFINITIONS.test(path),
  read(file, { apis }) {
    const { path, text } = file;
    if (path.endsWith(".proto")) {
      const services = new Map<string, number>();
      for (const line of codeLines(file)) {
        const service = /^service\s+(\w+)/.exec(line.text)?.[1];
        if (service !== undefined) services.set(service, line.line);
      }
      const [first] = services.values();
      if (first !== undefined) apis.push({ type: "grpc", path, place: { path, line: first }, services });
      return;
    }
    if (/\.(?:graphqls?|gql)$/.test(path)) {
      const line = text.split("\n").findIndex((each) => /^\s*(?:extend\s+)?type\s+(?:Query|Mutation)\b/.test(each)) + 1;
      if (line > 0) apis.push({ type: "graphql", path, place: { path, line }, services: new Map() });
      return;
    }
    if (!/^[{\s"']*(?:openapi|swagger|asyncapi)["']?\s*:/m.test(text.slice(0, 5000))) return;
    for (const document of dataOf(file)) {
      const marker = ["openapi", "swagger", "asyncapi"].find((key) => document.at(key).text !== undefined);
      if (marker === undefined) continue;
      const type = marker === "asyncapi" ? "asyncapi" : "openapi";
      apis.push({ type, path, place: document.at(marker).place, services: new Map() });
    }
  },
};

/** Definitions of others that a client was made from, and files that are no definition whatever they hold. */
const NOT_DEFINITIONS = /(?:^|\/)(?:clients?|external|third[-_]party|google)\//;
