import { defineIntent } from "../intent.ts";
import { askingFor } from "./asking-for.ts";
import { type PointersOf, pointersOf, type Topic } from "./pointers.ts";

/** Where it is written what to do about entities that fail. */
export interface RunbookData {
  readonly about: readonly PointersOf[];
}

/** Where it is looked for. */
export const RUNBOOK: Topic = { links: "runbook", annotations: () => [], else: ["provider", "whole", "owner"] };

const REPAIR =
  "(fix|repair|recover|restore|debug|troubleshoot|diagnose|mitigate|revive|unbreak|restart|reboot|fail over|failover|bring back|bring up|roll back|rollback|handle|rescue|heal)";
const FAILS =
  "(down|broken|failing|slow|on fire|burning|dead|dying|crashing|unhealthy|stuck|alerting|degraded|unavailable|acting up)";

export const runbook = defineIntent({
  name: "runbook",
  tells: "what to do when something fails, in its runbook",
  takes: "many",
  kinds: [["component", "resource"], ["api"], ["*"], ["group"], ["user"]],
  phrases: [
    ...askingFor(
      "(runbook|runbooks|run-book|run book|run books|playbook|playbooks|play book|runsheet|sop|sops|troubleshooting|troubleshooting guide|troubleshooting steps|incident guide|incident procedure|emergency procedure|recovery procedure|recovery steps|recovery guide|drill|disaster recovery plan|operating procedure|how-to|howto|instructions)",
    ),
    "(what|wtf) (do|should|must|would|could|can|shall|to) [i|we|you|one] do (if|when|whenever|about|with|once|after|in case|in case of|while) {entity}",
    `(what|wtf) (do|should|must|shall|to) [i|we|you|one] do {entity} is ${FAILS}`,
    "(what|wtf) (do|should|must|shall) (i|we) do {entity}",
    "what to do {entity}",
    "what (am|are) (i|we) (supposed|meant|expected) to do (if|when|about|with|once) {entity}",
    "(help|assist) (me|us) (fix|repair|recover|restore|debug|troubleshoot) {entity}",
    "(how|what) (do|does|can|should|could|would|to) [i|we|you|one] (handle|deal with|respond to|react to|do about) (outage|outages|incident|incidents|failure|failures|downtime|problem|problems|issue|issues|alert|alerts) (of|with|in|on|from|for) {entity}",
    "(procedure|procedures|runbook|runbooks|playbook|steps|instructions) [of|for|to] {entity} (failover|recovery|restart|restarts|restore|restores|outage|outages|incident|incidents|failure|failures)",
    `how (do|does|can|should|could|would|to) [i|we|you|one] ${REPAIR} {entity}`,
    "how (do|does|can|should|could|would|to) [i|we|you|one] get {entity} (back|up|running|going|working|back up|back online|up again|running again|going again|healthy)",
    "(runbook|playbook|how-to|howto|guide|steps|procedure|instructions|docs|documentation) (for|on|to|about|when) (fixing|restoring|recovering|restarting|debugging|troubleshooting|handling|repairing|reviving|rebooting|mitigating) {entity}",
    "{entity} (failover|recovery|restore|restart|rollback|outage|incident) (steps|procedure|instructions|guide|plan|runbook|playbook)",
    "(steps|procedure|instructions) (for|to|when|if) [restore|recover|fix|restart|recovering|restoring|fixing|restarting] {entity}",
    "where (do|should|can) (i|we) (look|start) (if|when|once) {entity}",
  ],
  cues: [
    "(runbook|runbooks|playbook|playbooks|sop|recover|recovery|restore|repair|repairing|troubleshoot|troubleshooting|how-to|fix|fixing|fixed|unstick|revive|resuscitate)",
    "(steps|procedure|instructions|checklist|drill)",
    "what (now|next)",
    "what (do|should) (i|we) do",
    "cheat sheet",
    "(checklist|procedure|recipe|remedy|cure|heal|unstick|unjam|recover|recovery|restore|rescue|salvage|resurrect|mitigate)",
    "(what|how) (do|should|are|am|can|must) (i|we|you|one) (do|fix|supposed|meant|handle)",
    "how to (fix|recover|restore|repair|restart|handle)",
    "do about it",
    "what do",
  ],
  examples: [
    "runbook for {entity}",
    "runbook {entity}",
    "{entity} runbook",
    "where is the {entity} runbook",
    "is there a runbook for {entity}?",
    "runbok for {entity}",
    "what do I do when {entity} is on fire",
    "{entity} is on fire, what do I do??",
    "playbook for {entity} pls",
    "how do i fix {entity}",
    "how to restart {entity}",
    "does {entity} have a runbook",
    "link to the runbook of {entity}",
    "show me the {entity} runbook",
    "i need the runbook for {entity} NOW",
    "what to do if {entity} dies",
    "what should we do about {entity}?",
    "where can I find the run book for {entity}",
    "anyone got a playbook for {entity}?",
    "{entity}'s runbook?",
    "give me the fucking runbook for {entity}",
    "troubleshooting guide for {entity}",
  ],
  exampleKinds: ["component", "resource", "api", "system"],
  answer: (view, { entities }): RunbookData => ({ about: entities.map((ref) => pointersOf(view, ref, RUNBOOK)) }),
});
