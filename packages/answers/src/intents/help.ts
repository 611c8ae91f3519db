import { defineIntent } from "../intent.ts";
import { countEntities } from "./count-entities.ts";

/** What can be asked; the list itself is the same for every catalog. */
export interface HelpData {
  readonly entities: number;
}

export const help = defineIntent({
  name: "help",
  tells: "what I can do",
  takes: "none",
  kinds: [["*"]],
  wholeMessage: true,
  phrases: [
    "(help|commands|usage|examples|menu|intro|manual|howto) [me|us|page|list]",
    "(hello|hi|hey|howdy|yo|sup|greetings|hola|hallo|morning|evening|hiya) [there|bot|catalog|callboard|all|everyone]",
    "good (morning|afternoon|evening|day)",
    "(can|could) you help [me|us]",
    "[i|we] need help",
    "what (can|do|could) (you|i|we) (do|ask|know|answer|say) [you|for me|for us|here|about|with you]",
    "what (questions|commands|things) (can|do|could) (you|i|we) (ask|answer|use|know|understand) [you]",
    "how (do|can|does) (i|we|you|this|it) (work|use|ask|use you|use this|ask you|start|get started)",
    "how (do|does|can|should) [i|we] (use|talk to|ask) [this|the] (bot|thing|app|tool|assistant|callboard)",
    "how (do|does) [this|the] (bot|thing|app|tool|assistant|callboard) work",
    "what (can|does|do) [this|the] (bot|thing|app|tool|assistant|callboard) [do|know|answer]",
    "(who|what) are you [for]",
    "(what|how) are you (able to|able to do|able to help|capable of|good for|for) [me|us]",
    "what (you|i|we) can (do|ask|know|answer|say)",
    "what (manner|kinds|types|type) of (questions|stuff|things) (may|can|could|should|might) (i|we) (ask|put|pose|throw at|send) [to] [you]",
    "(what|which) (sort|kind|sorts|kinds) of (stuff|things|questions) (can|could|do) (you|i|we) [tell|answer|ask|do|know|say] [me|us|you]",
    "what do you [actually] (know|do|answer|offer|understand) [about]",
    "how (do|can|should) (i|we) (talk to|ask|query|address) you",
    "(any|list|show|what|which) [me|us|are|of|all] [your|the] (commands|questions) [i|we|you|there] [should|could|can|may|do|have] [know|ask|use|try|type|have]",
    "what is this [bot|thing|app|channel]",
  ],
  examples: ["help", "hello", "what can you do?", "hepl"],
  exampleKinds: [],
  answer: (view): HelpData => ({ entities: countEntities(view) }),
});
