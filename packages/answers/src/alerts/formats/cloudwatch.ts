import type { AlertFormat, ReadLabel } from "../alert.ts";

/** Amazon CloudWatch alarms: mails, chat notices, SNS and EventBridge messages. */
export const cloudwatch: AlertFormat = {
  name: "cloudwatch",
  starts: [/\b(?:ALARM|OK|INSUFFICIENT_DATA): ?"/, /\bcloudwatch alarm\s{0,2}[|:]/i],
  hints: [
    /\bcloudwatch alarm\b/i,
    /^alarm (?:details|name|arn)\b/i,
    /^- ?(?:state change|name|alarm arn):/i,
    /#alarmsv2:/i,
    /\bAWS\/[A-Z][A-Za-z0-9]{1,30}\b/,
    /arn:aws:cloudwatch:/,
    /\barn:aws[\w-]{0,10}:/,
    /\bALARM\b/,
  ],
  resolved: [/\bOK: ?"/, /state change:\s{0,3}\w{1,20} ?-> ?OK\b/i, /\bis (?:now )?in(?: the)? OK state/i],
  read: readArns,
  webhook: ["alarmname", "alarm_name", "detail_type"],
};

/** What is meant by an Amazon Resource Name; alarms, topics and roles are what an alarm comes by. */
function readArns(text: string): ReadLabel[] {
  return [...text.matchAll(ARN)].map(([value]) => ({ label: "arn", value }));
}

const ARN =
  /\barn:aws[\w-]{0,10}:(?!cloudwatch|sns|iam|sts|events|chatbot)[a-z\d-]{1,40}:[a-z\d-]{0,20}:\d{0,12}:[\w:/.-]{1,200}/g;
