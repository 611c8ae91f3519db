/** A descriptor of one group, with a name of its own. */
export function descriptor(name: string, description = "A team."): string {
  return `apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: ${name}
  description: ${description}
spec:
  type: team
  children: []
`;
}

/** `team-1` and so on. */
export function names(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `team-${index + 1}`);
}

/** A token that would be noticed wherever it turned up, in any encoding. */
export const CANARY = "canary+Zq8x7/w3-pass==";
