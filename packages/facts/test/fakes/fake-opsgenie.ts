import { fakeService } from "./fake-service.ts";

/** An account of Opsgenie with a schedule of the team Payments, one that is switched off, and one of another team. */
export async function fakeOpsgenie(token: string) {
  const state = { onCall: ["ana@acme.example"] };
  const team = { id: "90098alp9-f0e3-41d3-a060-0ea895027630", name: "Payments" };
  const schedule = (id: string, name: string, ownerTeam: object, enabled = true) => ({
    id,
    name,
    description: "",
    timezone: "Europe/London",
    enabled,
    ownerTeam,
    rotations: [],
  });
  const all = [
    schedule("d875e654-9b4e-4219-a803-0c26936d18de", "Payments primary", team),
    schedule("11111111-9b4e-4219-a803-0c26936d18de", "Payments old", team, false),
    schedule("22222222-9b4e-4219-a803-0c26936d18de", "Search primary", { id: "x", name: "Search" }),
  ];
  const answered = { took: 0.08, requestId: "9ae63dd7-ed00-4c81-86f0-c4ffd33142c9" };
  const fake = await fakeService({
    credentials: ["authorization", `GenieKey ${token}`],
    answer(path, query) {
      if (path.join("/") === "v2/schedules") return { data: all, expandable: ["rotation"], ...answered };
      const found = all.find(({ id }) => path.join("/") === `v2/schedules/${id}/on-calls`);
      if (!found || query.get("flat") !== "true") return undefined;
      const parent = { id: found.id, name: found.name, enabled: found.enabled };
      return { data: { _parent: parent, onCallRecipients: state.onCall }, ...answered };
    },
  });
  return { ...fake, state };
}
