import type { FoundEdge } from "./find-edges.ts";
import { authorOwner, labelledOwner, type OwnerFinder } from "./find-owners.ts";
import { grouped } from "./grouped.ts";
import type { InferredOwner } from "./scan-result.ts";
import type { Subject } from "./subjects.ts";

/**
 * Who seems to own each thing. Of a component: a rule of CODEOWNERS for its folder, a label, a rule for everything, the
 * author. Of a resource that is declared as such: a tag, then the owner of the file; else who alone uses it.
 */
export function inferOwners(
  subjects: readonly Subject[],
  edges: readonly FoundEdge[],
  finder: OwnerFinder,
): ReadonlyMap<Subject, InferredOwner> {
  const owners = new Map<Subject, InferredOwner>();
  const set = (subject: Subject, ...candidates: readonly (InferredOwner | undefined)[]) => {
    const owner = candidates.find((each) => each !== undefined);
    if (owner) owners.set(subject, owner);
  };
  for (const subject of subjects) {
    if (subject.is !== "component") continue;
    const path = subject.folder === "" ? "_" : `${subject.folder}/_`;
    const labelled = subject.workloads
      .map(({ team, place }) => labelledOwner(team, place))
      .find((each) => each !== undefined);
    const author = subject.units.map((unit) => authorOwner(unit.author, unit.place)).find((each) => each !== undefined);
    set(subject, finder.named(path), labelled, finder.any(path), author);
  }
  const users = grouped(edges, ({ to }) => to);
  for (const subject of subjects) {
    if (subject.is === "component") continue;
    const used = [...new Set((users.get(subject) ?? []).map(({ from }) => owners.get(from)))];
    const [sole] = used.length === 1 ? used : [];
    const user: InferredOwner | undefined = sole && { ...sole, because: "used by one owner" };
    const { path } = subject.place;
    if (subject.is === "api") set(subject, finder.named(path), owners.get(subject.provider), finder.any(path));
    else {
      const labelled = labelledOwner(subject.team, subject.place);
      // Code names a topic and a compose file a database without being the place where they are looked after.
      const isAtHome = subject.isDeclared && subject.type !== "kafka-topic";
      set(subject, labelled, ...(isAtHome ? [finder.any(path), user] : [user, finder.any(path)]));
    }
  }
  return owners;
}
