import { introduced, nameOf, plain } from "@callboard/answers";
import type { CatalogView, EntityRef, Problem } from "@callboard/core";
import type { HomeView, KnownBlock } from "@slack/types";
import { blockLimits } from "../limits/block-limits.ts";
import { actionIds, actionRow, askButton } from "./actions.ts";
import { mrkdwn, plainText } from "./escape.ts";
import { itemLine, plainLine, richText } from "./rich-text.ts";
import { contextBlock } from "./small-print.ts";

/** What somebody sees in the Home tab. */
export interface HomeContent {
  /** Who they are in the catalog; null when nobody knows. */
  readonly user: EntityRef | null;
  readonly teams: readonly EntityRef[];
  /** What they and their teams own. */
  readonly owned: readonly EntityRef[];
  /** What is wrong with the descriptors of what they own, the worst first. */
  readonly problems: readonly Problem[];
  /** What they asked last, the latest first. */
  readonly questions: readonly string[];
}

const TEAMS = 10;
const OWNED = 15;
const PROBLEMS = 8;
const QUESTIONS = 5;
const SERVICES_WITH_BUTTONS = 5;

/** The Home tab: my teams, what we own, what is wrong with it, what I asked last, and a field to look anything up. */
export function homeView(view: CatalogView, content: HomeContent): HomeView {
  const { user, teams, owned, problems, questions } = content;
  const blocks: readonly KnownBlock[] = [
    ...picker(),
    ...(user === null ? stranger() : []),
    ...heading("My teams", teams.length),
    ...named(teams, TEAMS, view),
    ...actionRow(
      teams
        .slice(0, SERVICES_WITH_BUTTONS)
        .flatMap((ref, index) =>
          askButton(`team-${index}`, `What ${nameOf(ref)} owns`, { intent: "list_owned", roots: [ref] }),
        ),
    ),
    ...heading("What we own", owned.length),
    ...named(owned, OWNED, view),
    ...actionRow(
      owned
        .slice(0, SERVICES_WITH_BUTTONS)
        .flatMap((ref, index) =>
          askButton(`owned-${index}`, `If ${nameOf(ref)} fails`, { intent: "blast_radius", roots: [ref] }),
        ),
    ),
    ...heading("Problems to fix", problems.length),
    ...problemLines(problems),
    ...heading("Asked lately", questions.length),
    ...actionRow(
      questions
        .slice(0, QUESTIONS)
        .flatMap((question, index) =>
          askButton(`question-${index}`, plain(question), { intent: "help", roots: [], text: question }),
        ),
    ),
  ];
  return { type: "home", blocks: blocks.slice(0, blockLimits.viewBlocks) };
}

function picker(): KnownBlock[] {
  return [
    {
      type: "actions",
      elements: [
        {
          type: "external_select",
          action_id: actionIds.pickEntity,
          placeholder: plainText("Look up a service, a team, a database …", blockLimits.placeholder),
          min_query_length: 2,
        },
      ],
    },
  ];
}

function stranger(): KnownBlock[] {
  const how =
    "Add your e-mail address to spec.profile.email of your User entity, or your Slack id as slack.com/user-id.";
  return richText([plainLine("I do not know who you are in the catalog.", "warning"), plainLine(how)]);
}

function heading(text: string, total: number): KnownBlock[] {
  return total === 0 ? [] : [{ type: "header", text: plainText(text, blockLimits.headerText) }];
}

function named(refs: readonly EntityRef[], most: number, view: CatalogView): KnownBlock[] {
  const rest = refs.length - most;
  return richText([
    ...refs.slice(0, most).map((ref) => itemLine(introducedRef(view, ref))),
    ...(rest > 0 ? [itemLine("", `+${rest} more`)] : []),
  ]);
}

function introducedRef(view: CatalogView, ref: EntityRef): string {
  const entity = view.entity(ref);
  if (!entity) return nameOf(ref);
  const type = typeof entity.spec?.type === "string" ? entity.spec.type : null;
  return introduced({ ref, kind: entity.kind, type, title: entity.metadata.title ?? null, lifecycle: null });
}

function problemLines(problems: readonly Problem[]): KnownBlock[] {
  const rest = problems.length - PROBLEMS;
  return [
    ...richText(
      problems
        .slice(0, PROBLEMS)
        .map(({ location, line, message }) =>
          itemLine(
            `${plain(location.replace(/^(?:file|url):/, ""), 90)}${line === null ? "" : `:${line}`}`,
            ` ${plain(message, 250)}`,
          ),
        ),
    ),
    ...(rest > 0 ? contextBlock([mrkdwn`+${rest} more`]) : []),
  ];
}
