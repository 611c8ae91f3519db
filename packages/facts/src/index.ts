export type { Fact, FactType, FoundFact } from "./fact.ts";
export {
  type FactOptions,
  type FactReader,
  type FactReaderOptions,
  type FactSourceState,
  type FactsOf,
  factReader,
  type KnownFact,
} from "./fact-reader.ts";
export { type AnyEntity, defineFacts, type FactContext, type FactDefinition, type FactSource } from "./fact-source.ts";
export { type JsonQuery, type JsonService, type JsonServiceOptions, jsonService } from "./json-service.ts";
