/** How many entities say what they need, of those that should. */
export interface Coverage {
  /** Entities of a kind that should say what they need, and do. */
  readonly declaring: number;
  /** All entities of such a kind. */
  readonly total: number;
}

/** How many entities of a graph say what they need. At once: it is counted by edits. */
export function coverage(graph: { readonly declared: Coverage }): Coverage {
  return graph.declared;
}
