import type { AlertFormat } from "../alert.ts";

/** Argo CD notifications; the name of an application often differs from that of the entity. */
export const argoCd: AlertFormat = {
  name: "argo-cd",
  starts: [
    /\bapp(?:lication)? ['"]?[a-z0-9][\w.-]{0,100}['"]?:? (?:has|is|sync|failed|health|out of|outofsync|degraded|missing)\b/i,
    /\bsync operation of application\b/i,
  ],
  hints: [/\bargo ?cd\b/i, /\bargo app(?:lication)?\b/i, /\/\/argo-?cd?[.-]/i],
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
    ["name", "argocd_app"],
    ["project", "argocd_project"],
  ]),
  ids: "argocd/app-name",
  named: [["argocd_app", /\bapp(?:lication)? ['"]?(?!(?:of|is|has|for|in|on)\b)([a-z0-9][\w.-]{0,100})['"]?/i]],
};
