export type { Answer, Answered, Clarify, Ignore, NotFound, NotUnderstoodAnswer, SourceNote } from "./answer/answer.ts";
export { answerBlastRadius } from "./answer/answer-blast-radius.ts";
export { type AskOptions, ask, type Reply } from "./ask.ts";
export type { IntentData, IntentName } from "./intents.ts";
export { type SayOptions, say } from "./say/say.ts";
export type { Style } from "./say/voice.ts";
export type { Explanation, QuestionContext, Surface } from "./understand/understanding.ts";
