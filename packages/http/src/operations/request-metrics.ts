/** One request, as metrics count it. */
export interface CountedRequest {
  readonly method: string;
  /** The pattern of its path, of which there are few, never the path. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
}

export interface RequestMetrics {
  count(request: CountedRequest): void;
  /** The text format of Prometheus, a line each. */
  lines(): readonly string[];
}

const BUCKETS_SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];

interface Series {
  readonly labels: string;
  readonly buckets: number[];
  count: number;
  seconds: number;
}

/** Counts requests and how long they took. */
export function requestMetrics(): RequestMetrics {
  const series = new Map<string, Series>();
  return {
    count({ method, route, status, durationMs }) {
      const labels = `method="${METHODS.has(method) ? method : "other"}",route="${route}",status="${status}"`;
      const one = series.get(labels) ?? { labels, buckets: BUCKETS_SECONDS.map(() => 0), count: 0, seconds: 0 };
      series.set(labels, one);
      const seconds = durationMs / 1_000;
      for (const [index, most] of BUCKETS_SECONDS.entries())
        if (seconds <= most) one.buckets[index] = (one.buckets[index] ?? 0) + 1;
      one.count += 1;
      one.seconds += seconds;
    },
    lines: () => [
      "# HELP callboard_http_request_duration_seconds How long requests took.",
      "# TYPE callboard_http_request_duration_seconds histogram",
      ...[...series.values()].flatMap(linesOf),
    ],
  };
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]);
const NAME = "callboard_http_request_duration_seconds";

function linesOf({ labels, buckets, count, seconds }: Series): readonly string[] {
  return [
    ...buckets.map((within, index) => `${NAME}_bucket{${labels},le="${BUCKETS_SECONDS[index]}"} ${within}`),
    `${NAME}_bucket{${labels},le="+Inf"} ${count}`,
    `${NAME}_sum{${labels}} ${seconds}`,
    `${NAME}_count{${labels}} ${count}`,
  ];
}
