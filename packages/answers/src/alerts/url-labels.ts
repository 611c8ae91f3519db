import type { ReadLabel } from "./alert.ts";

/** What an address of a monitoring system says about the subject of an alert, as labels. */
export function labelsOfUrl(text: string): ReadLabel[] {
  if (!URL.canParse(text)) return [];
  const url = new URL(text);
  const segments = url.pathname.split("/").flatMap((segment) => decoded(segment) || []);
  const after = (name: string) => {
    const at = segments.indexOf(name);
    return at < 0 ? undefined : segments[at + 1];
  };
  const found: (readonly [label: string, value: string | null | undefined])[] = [];
  if (isAt(url, "pagerduty.com")) found.push(["pagerduty_service_id", after("services") ?? after("service-directory")]);
  if (/(^|\.)argo-?cd?[.-]/.test(url.hostname)) found.push(["argocd_app", lastAfter(segments, "applications")]);
  if (url.hostname.includes("sonar")) {
    found.push(["sonar_project", url.searchParams.get("id") ?? url.searchParams.get("project")]);
  }
  if (url.hostname.includes("sentry")) {
    const project = url.searchParams.get("projectSlug") ?? after("projects");
    const organisation = after("organizations") ?? (isAt(url, "sentry.io") ? url.hostname.split(".")[0] : undefined);
    const [owner, slug] = segments;
    // The old form: sentry.io/<organisation>/<project>/issues/<number>.
    if (project) found.push(["sentry_project", organisation ? `${organisation}/${project}` : project]);
    else if (owner && slug && segments[2] === "issues" && owner !== "organizations") {
      found.push(["sentry_project", `${owner}/${slug}`]);
    }
  }
  if (isAt(url, "datadoghq.com") || isAt(url, "datadoghq.eu")) {
    found.push(["service", after("services") ?? after("service") ?? undefined]);
  }
  if (isAt(url, "github.com") && segments[2] === "actions")
    found.push(["repository_slug", segments.slice(0, 2).join("/")]);
  if (segments.includes("d") && /grafana/i.test(url.hostname)) found.push(["dashboard_uid", after("d")]);
  return found.flatMap(([label, value]) => (value ? [{ label, value: value.slice(0, 200) }] : []));
}

function isAt({ hostname }: URL, domain: string): boolean {
  return hostname === domain || hostname.endsWith(`.${domain}`);
}

/** `/applications/checkout` and `/applications/argocd/checkout` name the same application. */
function lastAfter(segments: readonly string[], name: string): string | undefined {
  const at = segments.indexOf(name);
  return at < 0 ? undefined : segments.slice(at + 1, at + 3).at(-1);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
