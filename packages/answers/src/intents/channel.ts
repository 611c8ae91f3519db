import { annotation } from "@callboard/core";
import { defineIntent } from "../intent.ts";
import { askingFor } from "./asking-for.ts";
import { type Pointer, type PointersOf, pointersOf, type Topic } from "./pointers.ts";

/** Where to ask about entities. */
export interface ChannelData {
  readonly about: readonly PointersOf[];
}

/** Where it is looked for. */
export const CHANNEL: Topic = {
  links: "channel",
  annotations: (entity) =>
    CHANNELS.flatMap(({ name, text }): Pointer[] => {
      const value = annotation(entity, name)?.trim();
      return value ? [{ url: null, text: text + value, from: name }] : [];
    }).slice(0, 1),
  else: ["provider", "owner", "whole"],
};

/** What people say to each other first; an id says something only to Slack. */
const CHANNELS = [
  { name: "callboard.dev/channel", text: "" },
  { name: "slack.com/channel-id", text: "Slack channel " },
] as const;

const ASK =
  "(ask|go to ask|go to complain|go to report|go for help|go to get help|go for support|ask questions|ask for help|go|raise|raise issues|raise an issue|report|report bugs|report a bug|report an issue|post|shout|scream|yell|complain|moan|rant|whine|discuss|talk|chat|write|get help|get support|find help|seek help|request help|bring up|file a bug|file an issue|open an issue|open a ticket|raise a ticket|submit a ticket)";

export const channel = defineIntent({
  name: "channel",
  tells: "where to ask about something",
  takes: "many",
  // Of a team and a system that share a name, the team is the one that sits in a channel.
  kinds: [["group"], ["*"], ["user"]],
  phrases: [
    ...askingFor(
      "(channel|channels|chan|room|rooms|slack channel|slack channels|support channel|help channel|team channel|chat channel|teams channel|discord channel|slack|chatroom|chat room|slack room|discord|support slack)",
    ),
    `where (do|does|can|should|could|would|to|must|may) [i|we|one|you|people] ${ASK} (about|for|with|on|regarding|re|around|of|to|against|in|if|when|that|help with|questions about|problems with|issues with|bugs in) {entity}`,
    `where (do|does|can|should|could|would|to|must|may) [i|we|one|you|people] ${ASK} [about|for|with|on|regarding|to] {entity} (problem|problems|issue|issues|question|questions|bug|bugs)`,
    `where (do|can|should|could|to) [i|we|one|you|people] ${ASK} {entity}`,
    "where (do|does|can|should|is|are) {entity} (hang out|hanging out|hang|chat|talk|sit on slack|live on slack|discussed|discuss|on slack)",
    "(which|what) (channel|channels|slack|slack channel|slack channels|chat room|chatroom) (is|are|do|does|did) {entity} [in|on|at|use|using|have|live in|hang out in|talk in|sit in|discussed in|belong to]",
    "in (which|what) (channel|slack channel) (is|are|do|does) {entity} [discussed|sit|live|talk]",
    "(which|what) (channel|slack channel) (should|do|can|could|would|to) [i|we] (ask|use|use to reach|use to ask|use to talk to|post in|post to|go to|write in|ping|ask in|join|post|post it in|post this in|put|drop|raise|write) [about|for|with|on|regarding|re|if|when] {entity}",
    "(which|what) (channel|room|slack channel) (should|do|can|could|would|to) [i|we] (ask|use|post in|post to|go to|write in|ask in|join) [about|for|with|on|regarding|re] {entity} (question|questions|problem|problems|issue|issues|bug|bugs|stuff|requests|help|support)",
    "(owner|owners|team|owning team|maintainer|maintainers) 's (channel|slack|room|chat|slack channel) [of|for] {entity}",
    "(owner|owners|owning team|maintainer|maintainers) (channel|slack|room|chat|slack channel) [of|for] {entity}",
    "{entity} (team|squad|crew|group|people|folks) (channel|channels|room|slack|slack channel|chat)",
    "{entity} (team|squad|crew|group|people|folks) 's (channel|channels|room|slack|slack channel|chat)",
    "[in] (which|what) (channel|room|slack channel) (do|does|can|should|would) (they|people|folks|we|you|one|everyone|everybody|i) (discuss|talk about|chat about|work on|deal with|handle|complain about|reach) {entity}",
    "where (should|do|can) (questions|issues|bugs|bug reports|complaints|requests) (about|on|for|with|regarding) {entity} go",
    `(right|best|correct|good|proper) place to ${ASK} (about|for|with|on|regarding|to) {entity}`,
    "where (do|does|can|are) {entity} (people|devs|crowd|lot) (hang out|hanging out|hang|chat|talk|sit)",
    "how (do|can|should|could|to) [i|we|one] (reach|contact|get hold of|get in touch with|get in contact with|get a hold of) {entity}",
  ],
  cues: [
    "(channel|channels|slack|room|rooms|chatroom|chat|discord|mattermost)",
    "where (do|can|should|does|to)",
    "(moan|whinge|rant|complain|shout|yell|scream|vent|stink|hang out|hangs out|hanging out)",
    "(gossip|natter|channel|chat|slack|discord|mattermost|teams channel)",
    "(raise|ask|asking|post|discuss|complain|whinge|whine|moan|grumble|rant)",
    "where (do|can|should|does|would|could|might|to|shall)",
  ],
  cueKinds: ["component", "api", "resource", "system", "domain", "group"],
  examples: [
    "where do I ask about {entity}",
    "channel {entity}",
    "{entity} channel",
    "what channel is {entity} in",
    "slack channel of {entity}",
    "slack for {entity}?",
    "which channel for {entity}",
    "where do i shout about {entity}",
    "where can I get help with {entity}?",
    "where should we report a bug in {entity}",
    "is there a slack channel for {entity}",
    "chanel for {entity}",
    "where to ask for help with {entity}",
    "what's the channel for {entity}",
    "in which channel is {entity} discussed",
    "where do I go for {entity} issues",
    "which channel should I post in about {entity}",
    "does {entity} have a channel",
    "{entity}'s slack channel",
    "where do people complain about {entity}",
  ],
  exampleKinds: ["component", "resource", "api", "system"],
  answer: (view, { entities }): ChannelData => ({ about: entities.map((ref) => pointersOf(view, ref, CHANNEL)) }),
});
