export { type FileSnapshotStoreOptions, fileSnapshotStore } from "./file-snapshot-store.ts";
export { readSnapshotFile, writeSnapshotFile } from "./snapshot-file.ts";
export type { StoreFileHandle, StoreFileSystem } from "./store-file-system.ts";
