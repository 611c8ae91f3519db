import type { AlertFormat } from "../alert.ts";

/** Argo CD notifications; the name of an application often differs from that of the entity. */
export const argoCd: AlertFormat = {
  name: "argo-cd",
  starts: [
    /\bapplication ['"]?[a-z0-9][\w.-]{0,100}['"]? (?:has|is|sync|failed|health|out of)\b/i,
    /\bsync operation of application\b/i,
  ],
  hints: [/\bargo ?cd\b/i, /\/\/argo-?cd?[.-]/i],
  resolved: [
    /\bis (?:now )?(?:healthy|synced)\b/i,
    /\bhas been successfully synced\b/i,
    /\bis now running new version\b/i,
    /\bhas recovered\b/i,
  ],
  labels: new Map([
    ["application", "argocd_app"],
    ["app", "argocd_app"],
    ["app_name", "argocd_app"],
  ]),
  named: [["argocd_app", /\bapplication ['"]?([a-z0-9][\w.-]{0,100})['"]?/i]],
};
