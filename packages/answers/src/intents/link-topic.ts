import type { EntityLink } from "@callboard/core";
import { words } from "../understand/words.ts";
import { safeLink } from "./safe-link.ts";

/** What a link may lead to. */
export type LinkTopic = keyof typeof TOPIC_WORDS;

/**
 * The links of an entity that lead to a topic, those whose type says so first. A link's type and title say what it leads
 * to; its icon and its address are asked only where those two say nothing. Links that may not be shown are left out.
 */
export function linksAbout(links: readonly EntityLink[], topic: LinkTopic): readonly EntityLink[] {
  const about = links.filter((link) => safeLink(link.url) !== null && topicsOf(link).has(topic));
  const byType = about.filter(({ type }) => topicsIn(type).has(topic));
  return [...byType, ...about.filter((link) => !byType.includes(link))];
}

/** The words by which each topic is recognised, the most telling topic first. Words in pairs count as one too. */
const TOPIC_WORDS = {
  runbook: setOf("runbook runbooks playbook playbooks runsheet"),
  oncall: setOf("oncall pagerduty opsgenie escalation rota victorops"),
  dashboard: setOf("dashboard dashboards grafana metrics monitoring datadog newrelic observability graphs kpis"),
  channel: setOf("slack channel chat mattermost discord msteams zulip chatroom"),
  repo: setOf("repo repos repository repositories source sourcecode codebase github gitlab bitbucket git"),
  docs: setOf("docs doc documentation documents wiki readme techdocs guide handbook manual confluence notion"),
} as const;

const TOPICS = Object.keys(TOPIC_WORDS) as readonly LinkTopic[]; // the keys of a literal of our own

function topicsOf({ url, title, type, icon }: EntityLink): ReadonlySet<LinkTopic> {
  const said = new Set([...topicsIn(type), ...topicsIn(title)]);
  if (said.size > 0) return said;
  const shown = topicsIn(icon);
  // An address has many words: of "github.com/acme/web/blob/main/runbook.md" the most telling one counts.
  return shown.size > 0 ? shown : new Set([...topicsIn(url)].slice(0, 1));
}

/** The topics that a text speaks of, the most telling first. */
function topicsIn(text: string | undefined): ReadonlySet<LinkTopic> {
  const single = (text ?? "")
    .slice(0, LONGEST_TEXT)
    .replace(/(\p{Ll})(?=\p{Lu})/gu, "$1 ")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  const pairs = single.slice(1).map((word, index) => `${single[index]}${word}`);
  return new Set(TOPICS.filter((topic) => [...single, ...pairs].some((word) => TOPIC_WORDS[topic].has(word))));
}

const LONGEST_TEXT = 500;

function setOf(text: string): ReadonlySet<string> {
  return new Set(words(text));
}
