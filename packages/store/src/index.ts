export { type FileSnapshotStoreOptions, fileSnapshotStore } from "./file-snapshot-store.ts";
export { type JsonFile, type JsonFileOptions, jsonFile } from "./json-file.ts";
export { openRecordFile, type RecordFile, type RecordFileOptions, readRecords } from "./record-file.ts";
export { readSnapshotFile, writeSnapshotFile } from "./snapshot-file.ts";
export type { StoreFileHandle, StoreFileSystem } from "./store-file-system.ts";
