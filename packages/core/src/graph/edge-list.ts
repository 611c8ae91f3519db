import { enlarged } from "./block-pool.ts";
import type { EdgeColumns } from "./pack-adjacency.ts";

/** A list of edges that grows. */
export interface EdgeList extends EdgeColumns {
  push(from: number, to: number, code: number): void;
}

export function edgeList(): EdgeList {
  let from: Int32Array = NONE;
  let to: Int32Array = NONE;
  let code: Int32Array = NONE;
  let length = 0;
  return {
    get length() {
      return length;
    },
    get from() {
      return from;
    },
    get to() {
      return to;
    },
    get code() {
      return code;
    },
    push(edgeFrom, edgeTo, edgeCode) {
      if (length === from.length) {
        from = enlarged(from, length * 2);
        to = enlarged(to, length * 2);
        code = enlarged(code, length * 2);
      }
      from[length] = edgeFrom;
      to[length] = edgeTo;
      code[length] = edgeCode;
      length++;
    },
  };
}

const NONE = new Int32Array(0);
