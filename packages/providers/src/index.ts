export type { FileSystem } from "./file/file-system.ts";
export { CATALOG_FILES, type FileProviderOptions, fileProvider } from "./file.ts";
export { type PublicFetchOptions, publicFetch } from "./public-fetch.ts";
export { type StaticProviderOptions, staticProvider } from "./static.ts";
