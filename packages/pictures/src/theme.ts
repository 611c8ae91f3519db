import type { Effect } from "@callboard/core";

/** On what a picture is to be looked at. */
export type Theme = "light" | "dark";

/** How a kind of node looks. */
export interface Look {
  /** Of its first line and its sign. */
  readonly ink: string;
  readonly fill: string;
  readonly border: string;
}

/** The colours of a theme. Text has a contrast of at least 4.5 : 1 to what is behind it, lines of 3 : 1. */
export interface Palette {
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  /** Edges that explain something. */
  readonly line: string;
  /** Edges that do not. */
  readonly faintLine: string;
  readonly root: Look;
  /** What is not affected, or not known. */
  readonly plain: Look;
  readonly effects: Readonly<Record<Effect, Look>>;
}

export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: {
    background: "#ffffff",
    text: "#1b2430",
    muted: "#4a5565",
    line: "#4a5565",
    faintLine: "#848e9c",
    root: { ink: "#ffffff", fill: "#1b2430", border: "#1b2430" },
    plain: { ink: "#4a5565", fill: "#f6f7f9", border: "#77818f" },
    effects: {
      breaks: { ink: "#b3181f", fill: "#fdeeee", border: "#c81e25" },
      degrades: { ink: "#8a4b00", fill: "#fff4e2", border: "#b06000" },
      delayed: { ink: "#1d4fb8", fill: "#edf3ff", border: "#2f66d8" },
      "at-risk": { ink: "#5b5470", fill: "#f5f4f8", border: "#7a7391" },
    },
  },
  dark: {
    background: "#0f141b",
    text: "#eef2f7",
    muted: "#b4bdca",
    line: "#a3adbb",
    faintLine: "#6b7685",
    root: { ink: "#0f141b", fill: "#eef2f7", border: "#eef2f7" },
    plain: { ink: "#b4bdca", fill: "#1a212b", border: "#76828f" },
    effects: {
      breaks: { ink: "#ff9d98", fill: "#351619", border: "#ff6b65" },
      degrades: { ink: "#ffc078", fill: "#33230d", border: "#e8993a" },
      delayed: { ink: "#9cc2ff", fill: "#14233f", border: "#6ea4ff" },
      "at-risk": { ink: "#c9c2dd", fill: "#211e2c", border: "#9a92b3" },
    },
  },
};
