import { type Incident, labelLike, type Stage } from "./stage.ts";

/** A shared database goes read-only: from the first alert until it has failed over. */
export const readOnlyDatabase: Incident = {
  start: "2026-11-02T14:02:00Z",
  facts: [
    {
      about: "payments-db",
      type: "on-call",
      text: "Tomas Novak is on call until 08:00 UTC (Payments primary)",
      at: "2026-11-02T08:00:00Z",
    },
  ],
  play,
};

async function play(stage: Stage): Promise<void> {
  await stage.opens("priya", "inc-231");

  await stage.until("14:04");
  await stage.alerts("#inc-231", "[FIRING:1] PostgresReadOnly payments-db (prod)");
  const answer = await stage.answer({ channel: "#inc-231" });
  await stage.change(answer);

  await stage.until("14:05");
  await stage.says("priya", "#inc-231", "looking. checkout errors started two minutes ago, we deployed nothing today");

  stage.cut();
  await stage.until("14:06");
  await stage.clicks("priya", answer, "Why?");
  await stage.answer({ thread: answer });
  await stage.says("priya", "#inc-231", "and who owns refund-service?", answer);
  await stage.answer({ thread: answer });

  await stage.until("14:07");
  await stage.clicks("priya", answer, labelLike(answer, "Page"));
  await stage.answer({ thread: answer });
  await stage.until("14:08");
  await stage.clicks("luca", answer, labelLike(answer, "Page"));
  await stage.answer({ isEphemeral: true });

  await stage.until("14:09");
  await stage.says("tomas", "#inc-231", "here. failover is stuck, the old primary will not let go", answer);
  await stage.clicks("tomas", answer, "Runbook");
  await stage.answer({ thread: answer });

  stage.cut();
  await stage.until("14:11");
  await stage.says("luca", "@Callboard", "why is ledger-service affected by payments-db being read-only?");
  await stage.answer();
  await stage.says("luca", "@Callboard", "who do I page for it?");
  await stage.answer();

  stage.cut();
  await stage.until("14:13");
  await stage.clicks("tomas", answer, "Wrong edge?");
  await stage.answer({ isEphemeral: true });
  await stage.says("tomas", "#inc-231", "payouts write to it too, nobody wrote that down. fixing", answer);

  await stage.until("14:18");
  stage.meanwhile("Tomas Novak merges into payout-service: dependsOn payments-db, needs: write");
  await stage.merge("payments/ledger/catalog-info.yaml", PAYOUTS, `${PAYOUTS}${PAYOUTS_NEED}`);
  await stage.slack.advance(3_000);
  await stage.change(answer);

  stage.cut();
  await stage.until("14:20");
  await stage.clicks("priya", answer, labelLike(answer, "Notify"));
  const preview = await stage.answer({ isEphemeral: true });
  await stage.clicks("priya", preview, labelLike(preview, "Post in"));
  for (const name of ["#payments", "#checkout", "#storefront"]) await stage.answer({ channel: name });

  stage.cut();
  await stage.until("14:31");
  await stage.says("tomas", "#inc-231", "new primary takes over now, so it is down for a moment", answer);
  await stage.chooses("tomas", answer, "What is wrong?", "down");
  await stage.change(answer);
  await stage.until("14:33");
  await stage.says("tomas", "#inc-231", "writes are back. thanks all", answer);
}

const PAYOUTS = `    - url: https://wiki.acme.example/runbooks/payout-service
      title: Runbook
      type: runbook
spec:
  type: service
  lifecycle: production
  owner: group:default/payments
  system: payment-processing
`;

const PAYOUTS_NEED = `  dependsOn:
    - resource:default/payments-db
  edges:
    resource:payments-db: { needs: write }
`;
