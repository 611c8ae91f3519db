import type { Measurement, Peer, Target } from "./benchmark.ts";
import { type Summary, summarise } from "./measure.ts";

/** One line of the report. */
export interface Figure {
  readonly benchmark: string;
  readonly services: number;
  readonly work: string;
  readonly unit: Measurement["unit"];
  readonly ours: Summary;
  readonly peers: readonly {
    readonly name: string;
    /** Taken elsewhere, not in this run. */
    readonly recorded: boolean;
    readonly median: number;
    /** How many times our median goes into the peer's. */
    readonly ratio: number;
  }[];
  readonly target: (Target & { readonly met: boolean; readonly moonshotMet: boolean | null }) | null;
  readonly checked: string;
}

/** The size that most targets are promised for. */
export const TARGET_SERVICES = 20_000;

export function figureOf(benchmark: string, services: number, measurement: Measurement): Figure {
  const isForSize = (peer: Peer) => !("recorded" in peer) || peer.services === services;
  const { work, unit, samples, checked, target } = measurement;
  const ours = summarise(samples);
  const peers = (measurement.peers ?? []).filter(isForSize).map((peer) => {
    const recorded = "recorded" in peer;
    const median = recorded ? peer.recorded : summarise(peer.samples).median;
    return { name: peer.name, recorded, median, ratio: median / ours.median };
  });
  return {
    benchmark,
    services,
    work,
    unit,
    ours,
    peers,
    target: target && services === (target.at ?? TARGET_SERVICES) ? judge(target, ours) : null,
    checked,
  };
}

function judge(target: Target, ours: Summary): Figure["target"] {
  const value = ours[target.statistic];
  return {
    ...target,
    met: value <= target.limit,
    moonshotMet: target.moonshot === undefined ? null : value <= target.moonshot,
  };
}
