/** What people asked last, for their Home tab. In memory only: it is what they wrote. */
export interface LatestQuestions {
  add(user: string, question: string): void;
  /** The latest first, each once. */
  latest(user: string): readonly string[];
}

const MOST_QUESTIONS = 5;
const MOST_PEOPLE = 2_000;
/** A button carries no longer one. */
const LONGEST = 300;

export function createLatestQuestions(): LatestQuestions {
  const asked = new Map<string, readonly string[]>();
  return {
    add(user, question) {
      const text = question.trim();
      if (text === "" || text.length > LONGEST) return;
      const others = (asked.get(user) ?? []).filter((other) => other !== text);
      asked.delete(user);
      asked.set(user, [text, ...others].slice(0, MOST_QUESTIONS));
      const oldest = asked.keys().next();
      if (asked.size > MOST_PEOPLE && !oldest.done) asked.delete(oldest.value);
    },
    latest: (user) => asked.get(user) ?? [],
  };
}
