export type { Answer, Answered, Clarify, Ignore, NotFound, NotUnderstoodAnswer, SourceNote } from "./answer/answer.ts";
export { answerBlastRadius } from "./answer/answer-blast-radius.ts";
export { type AskOptions, ask, askWithFacts, type Reply } from "./ask.ts";
export { askMapped, type MapMiss, type MappedQuestion } from "./ask-mapped.ts";
export {
  type ConversationStore,
  type Conversations,
  type ConversationsOptions,
  openConversations,
  type RememberedConversation,
} from "./conversations.ts";
export type { KnownChanges } from "./intents/known-changes.ts";
export { safeLink } from "./intents/safe-link.ts";
export type { IntentData, IntentName } from "./intents.ts";
export { type Miss, type MissOptions, missOf } from "./misses.ts";
export { plain } from "./say/plain.ts";
export { ago } from "./say/relative-time.ts";
export { type SaidLine, type SaidRun, saidLines } from "./say/said-lines.ts";
export { type SayOptions, say } from "./say/say.ts";
export { contactTexts } from "./say/say-owner.ts";
export { introduced, nameOf, ownerTitle, type Style } from "./say/voice.ts";
export type { Explanation, QuestionContext, Renamed, Surface } from "./understand/understanding.ts";
