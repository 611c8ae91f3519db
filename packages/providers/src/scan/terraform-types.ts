/** What a Terraform resource is in the catalog, and the attributes that name it. */
export interface ResourceType {
  readonly type: string;
  readonly nameFields: readonly string[];
}

/** Resources that others need by name; undefined for those that only hold, allow or connect others. */
export function resourceType(terraformType: string): ResourceType | undefined {
  const known = RESOURCES.get(terraformType);
  return known && { type: known[0], nameFields: known.slice(1) };
}

/** What the usual modules of the registry make, by their source. */
export function moduleType(source: string): ResourceType | undefined {
  const known = MODULES.find(([pattern]) => pattern.test(source));
  return known && { type: known[1], nameFields: known[2] };
}

const RESOURCES: ReadonlyMap<string, readonly [type: string, ...nameFields: string[]]> = new Map([
  ["aws_db_instance", ["database", "identifier", "db_name"]],
  ["aws_rds_cluster", ["database", "cluster_identifier", "database_name"]],
  ["aws_docdb_cluster", ["database", "cluster_identifier"]],
  ["aws_neptune_cluster", ["database", "cluster_identifier"]],
  ["aws_redshift_cluster", ["database", "cluster_identifier"]],
  ["aws_dynamodb_table", ["database", "name"]],
  ["aws_elasticache_cluster", ["cache", "cluster_id"]],
  ["aws_elasticache_replication_group", ["cache", "replication_group_id"]],
  ["aws_elasticache_serverless_cache", ["cache", "name"]],
  ["aws_memorydb_cluster", ["cache", "name"]],
  ["aws_sqs_queue", ["queue", "name"]],
  ["aws_sns_topic", ["topic", "name"]],
  ["aws_kinesis_stream", ["stream", "name"]],
  ["aws_msk_cluster", ["message-broker", "cluster_name"]],
  ["aws_mq_broker", ["message-broker", "broker_name"]],
  ["aws_cloudwatch_event_bus", ["event-bus", "name"]],
  ["aws_s3_bucket", ["object-store", "bucket"]],
  ["aws_efs_file_system", ["file-system", "creation_token"]],
  ["aws_opensearch_domain", ["search-engine", "domain_name"]],
  ["aws_elasticsearch_domain", ["search-engine", "domain_name"]],
  ["google_sql_database_instance", ["database", "name"]],
  ["google_spanner_instance", ["database", "name"]],
  ["google_bigtable_instance", ["database", "name"]],
  ["google_bigquery_dataset", ["database", "dataset_id"]],
  ["google_redis_instance", ["cache", "name"]],
  ["google_pubsub_topic", ["topic", "name"]],
  ["google_storage_bucket", ["object-store", "name"]],
  ["azurerm_postgresql_flexible_server", ["database", "name"]],
  ["azurerm_postgresql_server", ["database", "name"]],
  ["azurerm_mysql_flexible_server", ["database", "name"]],
  ["azurerm_mssql_server", ["database", "name"]],
  ["azurerm_cosmosdb_account", ["database", "name"]],
  ["azurerm_redis_cache", ["cache", "name"]],
  ["azurerm_servicebus_namespace", ["message-broker", "name"]],
  ["azurerm_servicebus_queue", ["queue", "name"]],
  ["azurerm_servicebus_topic", ["topic", "name"]],
  ["azurerm_eventhub", ["stream", "name"]],
  ["azurerm_storage_account", ["object-store", "name"]],
]);

const MODULES: readonly (readonly [pattern: RegExp, type: string, nameFields: readonly string[]])[] = [
  [/(?:^|\/)rds\/aws\b|terraform-aws-rds\b/, "database", ["identifier"]],
  [/(?:^|\/)rds-aurora\/aws\b/, "database", ["name", "cluster_identifier"]],
  [/(?:^|\/)dynamodb-table\/aws\b/, "database", ["name"]],
  [/(?:^|\/)elasticache\/aws\b/, "cache", ["replication_group_id", "cluster_id"]],
  [/(?:^|\/)sqs\/aws\b/, "queue", ["name"]],
  [/(?:^|\/)sns\/aws\b/, "topic", ["name"]],
  [/(?:^|\/)s3-bucket\/aws\b/, "object-store", ["bucket"]],
  [/(?:^|\/)msk-kafka-cluster\/aws\b/, "message-broker", ["name"]],
  [/(?:^|\/)sql-db\/google/, "database", ["name"]],
  [/(?:^|\/)memorystore\/google/, "cache", ["name"]],
  [/(?:^|\/)pubsub\/google/, "topic", ["topic"]],
];
