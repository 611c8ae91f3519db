import type { AlertFormat } from "../alert.ts";

/** Amazon CloudWatch alarms: mails, chat notices, SNS and EventBridge messages. */
export const cloudwatch: AlertFormat = {
  name: "cloudwatch",
  starts: [/\b(?:ALARM|OK|INSUFFICIENT_DATA): ?"/, /\bcloudwatch alarm\s{0,2}[|:]/i],
  hints: [
    /\bcloudwatch alarm\b/i,
    /^alarm (?:details|name|arn)\b/i,
    /^- ?(?:state change|name|alarm arn):/i,
    /#alarmsv2:/i,
    /arn:aws:cloudwatch:/,
  ],
  resolved: [/\bOK: ?"/, /state change:\s{0,3}\w{1,20} ?-> ?OK\b/i, /\bis (?:now )?in(?: the)? OK state/i],
  webhook: ["alarmname", "alarm_name"],
};
