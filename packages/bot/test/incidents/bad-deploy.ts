import { type Incident, labelLike, type Stage } from "./stage.ts";

/** A bad deploy of identity's token-service: from three alerts that seem unrelated until it is rolled back. */
export const badDeploy: Incident = {
  start: "2026-11-03T09:12:00Z",
  facts: [
    {
      about: "token-service",
      type: "on-call",
      text: "Sofia Keller is on call until 08:00 UTC (Identity primary)",
      at: "2026-11-03T08:00:00Z",
    },
    {
      about: "api-gateway",
      type: "on-call",
      text: "Elif Arslan is on call until 08:00 UTC (Platform primary)",
      at: "2026-11-03T08:00:00Z",
    },
    {
      about: "token-service",
      type: "deploy",
      text: "v412 was deployed to prod by Daniel Abara",
      at: "2026-11-03T09:08:00Z",
    },
  ],
  play,
};

async function play(stage: Stage): Promise<void> {
  await stage.opens("elif", "inc-232");

  await stage.until("09:14");
  await stage.alerts("#inc-232", "[FIRING:1] HighErrorRate api-gateway (prod)");
  const answer = await stage.answer({ channel: "#inc-232" });
  await stage.change(answer);

  stage.cut();
  await stage.until("09:15");
  await stage.says("elif", "#inc-232", "gateway is mine, but we have not touched it since last week?!");
  await stage.alerts("#inc-232", "[FIRING:1] HighErrorRate login-site (prod)");
  await stage.change(answer);
  await stage.until("09:16");
  await stage.alerts("#inc-232", "[FIRING:1] HighErrorRate order-service (prod)");
  await stage.change(answer);

  stage.cut();
  await stage.until("09:17");
  await stage.says("elif", "#inc-232", "what provides tokens-api?", answer);
  await stage.answer({ thread: answer });
  const asked = await stage.says("elif", "#inc-232", "<@bot> bad deploy of token-service in prod");
  const radius = await stage.answer({ thread: asked });

  await stage.until("09:18");
  await stage.clicks("elif", radius, labelLike(radius, "Page"));
  await stage.answer({ thread: asked });
  await stage.clicks("elif", radius, "Picture");
  await stage.answer({ thread: asked });

  await stage.until("09:20");
  await stage.says("sofia", "#inc-232", "that is us. v412 rejects old signing keys, rolling back", asked);
  await stage.says("sofia", "#inc-232", "who consumes tokens-api?", asked);
  await stage.answer({ thread: asked });

  stage.cut();
  await stage.until("09:21");
  await stage.says("daniel", "@Callboard", "who owns gdpr-export?");
  await stage.answer();

  await stage.until("09:24");
  stage.meanwhile("Daniel Abara merges into gdpr-export: consumesApis tokens-api");
  await stage.merge("identity/catalog-info.yaml", EXPORTS, `${EXPORTS}${EXPORTS_NEED}`);
  await stage.slack.advance(3_000);
  await stage.change(answer);

  stage.cut();
  await stage.until("09:25");
  await stage.chooses("elif", radius, "Environment", "anywhere");
  await stage.change(radius);
  await stage.clicks("elif", radius, labelLike(radius, "Notify"));
  const preview = await stage.answer({ isEphemeral: true });
  await stage.clicks("elif", preview, labelLike(preview, "Post in"));
  for (const team of TOLD) await stage.answer({ channel: `#${team}` });

  await stage.until("09:29");
  await stage.says("sofia", "#inc-232", "v411 is out everywhere. sign-ins are back", asked);
}

const TOLD = ["logistics", "identity", "warehouse", "platform", "storefront", "checkout", "customer-care", "billing"];

const EXPORTS = `  tags: [python, tier-3]
spec:
  type: service
  lifecycle: production
  owner: identity
  system: customer-accounts
`;

const EXPORTS_NEED = `  consumesApis:
    - tokens-api
`;
