import type { EntityProvider, SourceDocument } from "../src/provider/entity-provider.ts";

/** A provider over documents that a test changes between reads. */
export interface MemorySource {
  readonly provider: EntityProvider;
  documents: SourceDocument[];
  skipped: string[];
  /** Thrown by the next reads when set. */
  failure: Error | null;
  reads: number;
}

export function memorySource(name: string, documents: SourceDocument[] = []): MemorySource {
  const source: MemorySource = {
    documents,
    skipped: [],
    failure: null,
    reads: 0,
    provider: {
      name,
      async *provide({ skip }) {
        source.reads += 1;
        for (const document of source.documents) yield document;
        for (const location of source.skipped) skip(location, new Error("permission denied"));
        if (source.failure) throw source.failure;
      },
    },
  };
  return source;
}

/** A valid descriptor of a component, as YAML. */
export function componentYaml(name: string, spec: Record<string, unknown> = {}): string {
  const fields = { type: "service", lifecycle: "production", owner: "group:default/shop", ...spec };
  return [
    "apiVersion: backstage.io/v1alpha1",
    "kind: Component",
    "metadata:",
    `  name: ${name}`,
    "spec:",
    ...Object.entries(fields).map(([field, value]) => `  ${field}: ${JSON.stringify(value)}`),
    "",
  ].join("\n");
}

/** One file that describes one component. */
export function componentFile(name: string, spec: Record<string, unknown> = {}): SourceDocument {
  return { location: `file:${name}.yaml`, content: componentYaml(name, spec) };
}

/** Files of components named `service-0001` and so on. */
export function componentFiles(count: number, from = 0): SourceDocument[] {
  return Array.from({ length: count }, (_, index) => componentFile(`service-${String(from + index).padStart(4, "0")}`));
}

/** One file that describes one group. */
export function groupFile(name: string): SourceDocument {
  const content = `apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: ${name}\nspec:\n  type: team\n  children: []\n`;
  return { location: `file:teams/${name}.yaml`, content };
}
