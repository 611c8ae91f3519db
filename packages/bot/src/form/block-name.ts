/** What an input of a form asks for: a field, or a part of one that has several inputs. */
export interface BlockName {
  readonly page: number;
  readonly part: "value" | "host" | "owner" | "repo";
  readonly field: string;
}

/** The `block_id` of an input. */
export function blockIdOf({ page, part, field }: BlockName): string {
  return `${page}/${part}/${field}`;
}

/** What an input with this `block_id` asks for; null for blocks that ask for nothing. */
export function readBlockId(blockId: string): BlockName | null {
  const [, page, part, field] = /^(\d{1,4})\/(value|host|owner|repo)\/(.+)$/s.exec(blockId) ?? [];
  if (page === undefined || field === undefined || !isPart(part)) return null;
  return { page: Number(page), part, field };
}

function isPart(text: string | undefined): text is BlockName["part"] {
  return text === "value" || text === "host" || text === "owner" || text === "repo";
}
