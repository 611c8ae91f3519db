import { CatalogError, type CatalogView, type Contact, type Ownership } from "@callboard/core";
import { findEntity } from "../catalog/find-entity.ts";
import { withCatalog } from "../catalog/with-catalog.ts";
import { EXIT, type ExitCode, worstOf } from "../exit-code.ts";
import { ago } from "../output/ago.ts";
import { details } from "../output/details.ts";
import { bold, dim, type Line, yellow } from "../output/line.ts";
import { place } from "../output/place.ts";
import { reportError } from "../output/report-error.ts";
import type { Session } from "../session.ts";

/** `callboard owner REF…`: one result for one ref, a list for several. What cannot be found is said on stderr. */
export function owner(session: Session, refs: readonly string[]): Promise<ExitCode> {
  return withCatalog(session, (view) => {
    const found: Ownership[] = [];
    const codes: ExitCode[] = [];
    for (const text of refs) {
      try {
        found.push(view.owner(findEntity(view, text)));
      } catch (reason) {
        if (!(reason instanceof CatalogError)) throw reason;
        codes.push(reportError(reason, session.io, session.commandLine));
      }
    }
    const [first] = found;
    if (first) {
      session.output.data(refs.length === 1 ? first : found, () =>
        found.flatMap((ownership, index) => [
          ...(index > 0 ? [""] : []),
          ...ownershipLines(ownership, view, session.io.now()),
        ]),
      );
    }
    return worstOf([...codes, ...found.map(codeOf)]);
  });
}

function codeOf({ status }: Ownership): ExitCode {
  return status === "owned" || status === "is-owner" ? EXIT.ok : EXIT.findings;
}

function ownershipLines(ownership: Ownership, view: CatalogView, now: number): readonly Line[] {
  const { ref, status, owners, chain, contacts, reason, origin } = ownership;
  const { location, line, changed, lastSeen, source } = view.origin(ref);
  const nobody = status === "dangling" ? "not in the catalog" : "nobody";
  const written = origin ? place(origin.location, origin.line, origin.column) : place(location, line);
  return [
    bold(ref),
    ...details([
      owners.length === 0 && ["owner", yellow(nobody)],
      ...owners.map((one) => ["owner", [bold(one.title), "  ", dim(one.ref)]] as const),
      ...contacts.map((contact) => ["contact", contactLine(contact, owners.length)] as const),
      chain.length > 0 && ["part of", chain.join(", ")],
      ["because", reason],
      ["written", written],
      ["changed", `${ago(changed, now)}; read ${ago(lastSeen, now)} from ${source}`],
    ]),
  ];
}

function contactLine({ type, value, of }: Contact, owners: number): Line {
  return [`${CONTACT_TYPES[type]} ${value}`, dim(owners > 1 ? `  ${of}` : "")];
}

const CONTACT_TYPES: Readonly<Record<Contact["type"], string>> = {
  channel: "channel",
  email: "e-mail",
  "slack-channel": "Slack channel",
  "slack-usergroup": "Slack user group",
  "slack-user": "Slack user",
};
