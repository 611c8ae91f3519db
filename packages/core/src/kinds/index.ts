export { type CatalogSchemaOptions, catalogSchema, descriptorSchema, type JsonSchema } from "./descriptor-schema.ts";
export { type ReadKindsOptions, readKinds } from "./read-kinds.ts";
