import { type DataNode, dataOf } from "./data-node.ts";
import type { EvidenceReader, Setting } from "./evidence.ts";
import { teamOf } from "./kubernetes-manifests.ts";
import { baseName, folderOf } from "./paths.ts";

/** `serverless.yml`: one service with its functions, and the infrastructure that it brings along. */
export const serverlessFiles: EvidenceReader = {
  reads: (path) => /^serverless\.ya?ml$/.test(baseName(path)),
  read(file, evidence) {
    const [manifest] = dataOf(file);
    const service = manifest?.at("service");
    const name = service?.text ?? service?.at("name").text;
    if (!manifest || !service || name === undefined) return;
    const environments = [
      manifest.at("provider", "environment"),
      ...manifest
        .at("functions")
        .entries()
        .map(([, each]) => each.at("environment")),
    ];
    const settings = environments.flatMap((environment) =>
      environment.entries().map(([key, node]): Setting => {
        // A reference to a resource of this file.
        const referred = node.at("Ref").text ?? node.at("Fn::GetAtt").items()[0]?.text;
        const value = node.text ?? (referred === undefined ? "" : `cloudformation://${referred}`);
        return { name: key, value, place: node.place, origin: "environment" };
      }),
    );
    const tags = manifest.at("provider", "tags").entries();
    const team = teamOf(new Map(tags.flatMap(([key, { text }]) => (text === undefined ? [] : [[key, text]]))));
    evidence.workloads.push({
      platform: "serverless",
      name,
      place: service.place,
      hosts: [name],
      build: { folder: folderOf(file.path) },
      settings,
      settingFiles: [],
      mounts: [],
      configMaps: [],
      startsAfter: [],
      labels: new Map(),
      ...(team !== undefined && { team }),
    });
    for (const [id, resource] of manifest.at("resources", "Resources").entries()) {
      const [type, field] = RESOURCES.get(resource.at("Type").text ?? "") ?? [];
      if (type === undefined || field === undefined) continue;
      const written = resource.at("Properties", field);
      const backing = literalName(written) ?? `${name}-${id}`;
      evidence.backings.push({ name: backing, type, place: resource.place, hosts: [backing, id] });
    }
  },
};

const RESOURCES: ReadonlyMap<string, readonly [type: string, nameField: string]> = new Map([
  ["AWS::DynamoDB::Table", ["database", "TableName"]],
  ["AWS::SQS::Queue", ["queue", "QueueName"]],
  ["AWS::SNS::Topic", ["topic", "TopicName"]],
  ["AWS::S3::Bucket", ["object-store", "BucketName"]],
  ["AWS::RDS::DBInstance", ["database", "DBInstanceIdentifier"]],
  ["AWS::RDS::DBCluster", ["database", "DBClusterIdentifier"]],
  ["AWS::Kinesis::Stream", ["stream", "Name"]],
]);

/** A name without `${…}`, which stand for the stage or the account. */
function literalName({ text }: DataNode): string | undefined {
  const name = text?.replace(/\$\{[^}]*\}/g, "").replace(/^[-_.]+|[-_.]+$/g, "");
  return name === "" ? undefined : name;
}
