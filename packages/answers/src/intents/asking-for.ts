/**
 * How people ask for a thing that an entity has: "runbook for X", "where's the X runbook", "does X have a runbook".
 *
 * @param things what it is called, as parts of a phrase: `(runbook|runbooks)`
 */
export function askingFor(things: string): readonly string[] {
  return [
    `${things} ${LINK} ${OF} {entity}`,
    `{entity} ${things} ${LINK}`,
    `${things} (anyone|anybody|someone|somebody) {unsaid}`,
    `(link|links|url|address|pointer|pointers) (to|for|of) ${things} ${OF} {entity}`,
    `(link|links|url|address|pointer|pointers) (to|for|of) {entity} ${things}`,
    `(where|what|which|how) (is|are) ${things} ${LINK} ${OF} {entity}`,
    `(where|what|which) (is|are) {entity} ${things}`,
    `where (is|are) ${things} ${OF} {entity} (located|found|kept|stored|hosted|published|written)`,
    `${CAN_I} ${FIND} ${things} ${OF} {entity}`,
    `${CAN_I} ${FIND} {entity} ${things}`,
    `${GIVE} [me|us] [link|links|url] [to|for] ${things} ${LINK} ${OF} {entity}`,
    `${GIVE} [me|us] {entity} ${things}`,
    `(is|are) there ${things} ${OF} {entity}`,
    `(do|does|did|has|have) {entity} (have|got|has) ${things}`,
    `(do|does|has|have) (i|we|you|they|anyone|anybody|someone|somebody) (have|got|know) ${things} ${OF} {entity}`,
    `(do|does|has|have) (i|we|you|they|anyone|anybody|someone|somebody) (have|got|know) {entity} ${things}`,
    `(what|which) ${things} ${SERVES} ${OF} {entity}`,
    `[i|we] ${WANT} ${things} ${OF} {entity}`,
    `[i|we] ${WANT} {entity} ${things}`,
  ];
}

const OF = "[of|for|on|about|to|in|behind|regarding|re|around|covering|if|when]";
const LINK = "[link|links|url|page|pages|address|location|name|names]";
const CAN_I = "(where|how) (do|does|can|could|should|would|to|might) [i|we|one|you|people]";
const FIND = "(find|get|get to|see|read|open|access|view|look at|look up|look for|keep|store|host|put)";
const GIVE =
  "(show|give|send|get|fetch|find|tell|pass|share|drop|throw|pull up|bring up|link|gimme|can i see|can we see|can i get|can i have|could i see|could i get|could i have|may i have|may i see)";
const SERVES =
  "(exist|exists|are there|is there|do we have|do you have|have we got|should i look at|should i open|should i use|should i read|should i check|should i follow|should we use|can i use|do i use|do we use|do i open|do i need|do i look at|covers|cover|shows|show|describes|describe|belongs to|belong to|is for|are for|goes with)";
const WANT =
  "(need|want|would like|could use|am looking for|are looking for|looking for|searching for|cant find|cannot find|need to see|want to see|anyone got|anybody got|someone got|anyone have|anybody have)";
