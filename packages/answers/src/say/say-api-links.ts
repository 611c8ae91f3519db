import type { ApiLinks } from "../intents/api-links.ts";
import type { ApiProvidersData } from "../intents/api-providers.ts";
import { plain } from "./plain.ts";
import { fileOf } from "./say-source.ts";
import { count, fitted, introduced, nameOf, ownerTitle, titleOf, type Voice } from "./voice.ts";

const LISTED = 15;

/** Which APIs something provides. */
export function sayApisProvided(data: ApiLinks, voice: Voice): string[] {
  return sayApisOf(data, "provides", "spec.providesApis", voice);
}

/** Which APIs something uses. */
export function sayApisConsumed(data: ApiLinks, voice: Voice): string[] {
  return sayApisOf(data, "uses", "spec.consumesApis", voice);
}

/** What provides an API. */
export function sayApiProviders(data: ApiProvidersData, voice: Voice): string[] {
  const { asked } = data;
  if (asked === null) return providersOf(data, voice);
  const [named, api] = [introduced(asked.entity, voice.strong), titleOf(data.entity)];
  const isOnly = asked.provides && data.linked.length === 1;
  return [
    asked.provides ? `Yes: ${named} provides ${api}.` : `No: ${named} does not say that it provides ${api}.`,
    ...(isOnly ? [] : providersOf(data, voice)),
  ];
}

function providersOf(data: ApiLinks, voice: Voice): string[] {
  const { entity, linked } = data;
  const name = nameOf(entity.ref);
  if (linked.length === 0 && data.missing.length === 0) {
    return [
      `Nothing in the catalog says that it ${voice.warning("provides")} ${voice.strong(titleOf(entity))}.`,
      `Add ${name} to spec.providesApis of the component that serves it.${whomToAsk(data)}`,
    ];
  }
  return [
    ...linked.slice(0, LISTED).map((each) => `${introduced(each, voice.strong)} provides ${titleOf(entity)}.`),
    ...more(linked.length),
    ...missingLine(`${name} is also said to be provided by what is not in the catalog: `, data, voice),
    ...(linked[0] ? [`To see what breaks with it, ask "blast radius of ${nameOf(linked[0].ref)}".`] : []),
  ];
}

/** What uses an API. An empty list is no all-clear. */
export function sayApiConsumers(data: ApiLinks, voice: Voice): string[] {
  const { entity, linked } = data;
  const name = nameOf(entity.ref);
  if (linked.length === 0) {
    return [
      `There are ${voice.warning("no declared consumers")} of ${voice.strong(titleOf(entity))}.`,
      `That proves little: who uses it and did not write it down does not show here. It belongs in spec.consumesApis.`,
    ];
  }
  return [
    `${count(linked.length, "entity uses", "entities use")} ${voice.strong(titleOf(entity))}:`,
    ...linked.slice(0, LISTED).map((each) => `  ${introduced(each)} uses ${name}`),
    ...more(linked.length),
    `To see what breaks with it, ask "blast radius of ${name}".`,
  ];
}

function sayApisOf(data: ApiLinks, verb: "provides" | "uses", field: string, voice: Voice): string[] {
  const { entity, linked, writtenAt } = data;
  const name = nameOf(entity.ref);
  if (linked.length === 0 && data.missing.length === 0) {
    return [
      `${introduced(entity, voice.strong)} declares ${voice.warning(`no APIs that it ${verb}`)}.`,
      `If it ${verb} one, add ${field} to ${fileOf(writtenAt)}.${whomToAsk(data)}`,
    ];
  }
  const lost = missingLine(`${name} ${verb} what is not in the catalog: `, data, voice);
  if (linked.length === 0) return lost;
  return [
    `${voice.strong(titleOf(entity))} ${verb} ${count(linked.length, "API")}:`,
    ...linked.slice(0, LISTED).map((each) => `  ${name} ${verb} ${introduced(each)}${stage(each.lifecycle)}`),
    ...more(linked.length),
    ...lost,
  ];
}

function whomToAsk({ owner }: ApiLinks): string {
  return owner === null ? "" : ` Its owner is ${ownerTitle(owner.ref, owner.title)}.`;
}

function stage(lifecycle: string | null): string {
  return lifecycle === null || lifecycle === "production" ? "" : `, ${plain(lifecycle, 30)}`;
}

function missingLine(label: string, { missing }: ApiLinks, voice: Voice): string[] {
  return missing.length === 0
    ? []
    : [
        voice.warning(
          fitted(
            label,
            missing.map((ref) => plain(ref)),
          ),
        ),
      ];
}

function more(total: number): string[] {
  return total > LISTED ? [`  +${total - LISTED} more`] : [];
}
