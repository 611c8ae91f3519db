import { resolve } from "node:path";
import { CatalogError, memoryStore, type SourceStatus, type StoredCatalog } from "@callboard/core";
import { openPlaces, openSources } from "../catalog/open-places.ts";
import { catalogPlaces, type SourcePlace } from "../catalog/places.ts";
import type { Session } from "../session.ts";
import { type CatalogHealth, catalogFindings, catalogHealth } from "./catalog-findings.ts";
import { configurationFindings } from "./configuration-findings.ts";
import type { Finding } from "./finding.ts";
import { sourceFindings } from "./source-findings.ts";

/** How a catalog is doing. */
export interface Diagnosis {
  /** `degraded` while a source is not fresh; `down` only when nothing at all can be answered. */
  readonly health: "healthy" | "degraded" | "down";
  readonly sources: readonly SourceStatus[];
  /** What is remembered between runs; null when nothing is. */
  readonly store: StoreHealth | null;
  /** Files of the configuration in force. */
  readonly configuration: readonly string[];
  /** Null when nothing could be read. */
  readonly catalog: CatalogHealth | null;
  readonly findings: readonly Finding[];
}

export interface StoreHealth {
  readonly path: string;
  readonly state: "empty" | "readable" | "unreadable";
  /** Why it cannot be read, in a sentence. */
  readonly reason: string | null;
}

/** Reads all sources and looks at everything around them. Nothing is changed, also not what a store remembers. */
export async function diagnose(session: Session): Promise<Diagnosis> {
  const places = catalogPlaces(session);
  const { store, stored } = await storeHealth(session);
  const around = [...storeFindings(store), ...configurationFindings(session)];
  const fixed = { store, configuration: session.config?.files ?? [] };
  try {
    const { view, close } = await opened(session, places, stored);
    const sources = view.sources();
    const catalog = catalogHealth(view);
    await close();
    const now = session.io.now();
    const { commandLine } = session;
    const found = [
      ...sources.flatMap((source) => sourceFindings(source, now, commandLine)),
      ...around,
      ...catalogFindings(catalog, commandLine),
    ];
    const isWell = sources.every(({ health }) => health === "fresh");
    return { health: isWell ? "healthy" : "degraded", sources, ...fixed, catalog, findings: worstFirst(found) };
  } catch (reason) {
    if (!(reason instanceof CatalogError) || reason.code !== "nothing-readable") throw reason;
    return { health: "down", sources: [], ...fixed, catalog: null, findings: worstFirst([nothing(reason), ...around]) };
  }
}

async function opened(session: Session, places: ReturnType<typeof catalogPlaces>, stored: StoredCatalog | undefined) {
  const sources = places.filter((place): place is SourcePlace => place.type !== "snapshot");
  if (sources.length < places.length) return openPlaces(places, session);
  const catalog = await openSources(sources, memoryStore(stored), session);
  return { view: catalog, close: () => catalog.close() };
}

async function storeHealth({
  io,
  options,
}: Session): Promise<{ readonly store: StoreHealth | null; readonly stored: StoredCatalog | undefined }> {
  if (options.store === undefined) return { store: null, stored: undefined };
  const { fileSnapshotStore } = await import("@callboard/store");
  const path = resolve(io.cwd, options.store);
  const file = fileSnapshotStore(path, { onLocked: "read-only" });
  try {
    const stored = await file.load();
    return { store: { path, state: stored ? "readable" : "empty", reason: null }, stored };
  } catch (reason) {
    if (!(reason instanceof CatalogError)) throw reason;
    return { store: { path, state: "unreadable", reason: reason.message }, stored: undefined };
  } finally {
    await file.close();
  }
}

function storeFindings(store: StoreHealth | null): readonly Finding[] {
  if (store?.state !== "unreadable") return [];
  const message = `The store cannot be used. ${store.reason}`;
  const remedy = "Without it a restart knows nothing until every source has been read.";
  return [{ severity: "error", about: "store", source: null, message, remedy }];
}

function nothing({ message }: CatalogError): Finding {
  const remedy = "Check the addresses, the tokens and the network.";
  return { severity: "error", about: "source", source: null, message, remedy };
}

const SEVERITIES: readonly Finding["severity"][] = ["error", "warning", "info"];

function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}
