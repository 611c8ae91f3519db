/** The words that generated names and descriptions are made of. */
export const AREAS = words(`
  account address advert allergen audit balance banner basket billing booking brand budget campaign card cargo carrier
  catalogue checkout claim click cohort consent contract coupon courier credit currency customer customs debit delivery
  deposit device discount dispatch dispute document donation driver email employee event expense export feed fleet
  forecast fraud freight gift harvest hotel identity image import incident insight insurance inventory invoice item
  journey kitchen label lead ledger licence loan locker login loyalty mandate margin market media member menu merchant
  message meter mobile notice offer order parcel partner passenger password payment payout payroll permit pickup pricing
  product profile promotion purchase quality quote rating rebate receipt refund region rental report return review reward
  risk roster route safety salary schedule seat session shift shipping stock store subscription supplier survey tariff
  tax ticket timetable tracking transfer travel vehicle vendor voucher wallet warehouse weather`);

export const NOUNS = words(`
  adapter allocator archive assistant audience balancer batch board broker builder bus cache calculator calendar
  checker clock collector composer console counter dashboard dispatcher editor engine exchange exporter filter finder
  gateway guard history hub importer index inspector journal keeper loader mapper matcher monitor notifier optimiser
  orchestrator planner portal processor projector proxy publisher queue ranker reader reconciler recorder registry
  relay renderer resolver router sampler scheduler scorer screen searcher sender settler simulator splitter store
  stream summary sync tracker translator validator vault viewer watcher writer`);

export const VERBS = words(`
  Accepts Aggregates Archives Balances Calculates Captures Checks Collects Compares Converts Delivers Enriches Estimates
  Exports Filters Forecasts Imports Indexes Links Loads Measures Merges Monitors Normalises Plans Prices Prints Publishes
  Ranks Reconciles Records Renders Reports Resolves Routes Schedules Scores Sends Settles Signs Splits Stores Summarises
  Tracks Translates Updates Validates Watches`);

export const THINGS = words(`
  accounts addresses bookings campaigns claims contracts coupons customers deliveries deposits discounts documents events
  forecasts invoices items journeys labels licences messages offers orders parcels payments payouts permits prices
  products profiles promotions purchases quotes ratings receipts refunds rentals reports returns reviews rewards rosters
  routes schedules seats sessions shipments subscriptions suppliers surveys tariffs tickets transfers vehicles vouchers`);

export const OCCASIONS = [
  "at the end of the day",
  "before they reach the warehouse",
  "during checkout",
  "every quarter of an hour",
  "for the finance team",
  "for the customer portal and the mobile app",
  "in the currency of the market",
  "on behalf of the partner network",
  "once a contract is signed",
  "so that support can answer within a minute",
  "when a customer changes their mind",
  "while the main region is being maintained",
] as const;

export const REMARKS = [
  "Calls are idempotent: the same request identifier gives the same answer for a day.",
  "It keeps no personal data beyond what the retention policy allows.",
  "Peak load is on Monday mornings and in the last week of November.",
  "Replays are safe; consumers must tolerate an event that arrives twice.",
  "The batch window opens at two in the morning and closes before the first shift.",
  "The read side may be up to thirty seconds behind the write side.",
  "Requests above the limit of the plan are answered with 429 and a time to wait.",
  "There is one instance per region, and regions do not share state.",
] as const;

export const GIVEN_NAMES = words(`
  ada amir anna ben bola carla chen clara david dina ebba elif emil fatima felix grace hana hugo ida ines ivan jade
  jonas kai kofi lara leo lin luca maja mateo mina nadia nils noor olga omar pia priya quinn rafa rosa sami sara silas
  tara theo uma vera viktor wei yara yusuf zoe`);

export const FAMILY_NAMES = words(`
  abbott adeyemi ahmed andersen bauer becker berg bianchi brown carter chowdhury costa dubois eriksson fernandez fischer
  garcia haddad hansen hoffmann ito ivanov jansen johansson kaya khan kim kowalski larsen lee lopez martin meyer moreau
  muller nakamura nguyen novak okafor oliveira patel pereira petrov rossi santos schmidt silva singh smith suzuki tanaka
  torres virtanen walker wang weber wilson yilmaz zhang`);

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
