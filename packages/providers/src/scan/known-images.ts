/** What an image of others is, by the last part of its name. */
export type KnownImage = { readonly is: "backing"; readonly type: string } | { readonly is: "tool" };

/** What a public image is: infrastructure, a tool that nothing depends on, or unknown. */
export function knownImage(image: string): KnownImage | undefined {
  const name = /\bmssql\/server\b/.test(image) ? "mssql" : imageName(image).toLowerCase();
  const type = BACKINGS.find(([pattern]) => pattern.test(name))?.[1];
  if (type !== undefined) return { is: "backing", type };
  return TOOLS.test(name) || /(?:^|\/)localstack\//.test(image) ? { is: "tool" } : undefined;
}

/** The name of an image without registry, folders, tag and digest. */
export function imageName(image: string): string {
  const path = image.replace(/@sha256:.*$/, "");
  return path.slice(path.lastIndexOf("/") + 1).replace(/:.*$/, "");
}

/** Registry and folders of an image; undefined for those of Docker's own library. */
export function imageOwner(image: string): string | undefined {
  const end = image.lastIndexOf("/");
  return end < 0 ? undefined : image.slice(0, end);
}

const BACKINGS: readonly (readonly [pattern: RegExp, type: string])[] = [
  [
    /^(?:postgres(?:ql)?|postgis|timescaledb|pgvector|cockroach|mysql|mariadb|percona|mssql|oracle-(?:free|xe)|mongo(?:db)?|couchdb|cassandra|scylla|neo4j|clickhouse(?:-server)?|influxdb|dynamodb-local|arangodb|yugabyte|surrealdb)(?:-ha|-cluster|-server)?$/,
    "database",
  ],
  [/^(?:redis(?:-stack)?(?:-server)?|valkey|memcached|keydb|dragonfly|hazelcast)(?:-cluster|-alpine)?$/, "cache"],
  [
    /^(?:cp-kafka|kafka|redpanda|rabbitmq|nats|activemq(?:-classic|-artemis)?|artemis|pulsar|mosquitto|emqx|cp-server)$/,
    "message-broker",
  ],
  [/^(?:elasticsearch|opensearch|solr|meilisearch|typesense)$/, "search-engine"],
  [/^(?:minio|seaweedfs|azurite|fake-gcs-server)$/, "object-store"],
  [/^(?:keycloak|vault)$/, "identity-provider"],
];

const TOOLS =
  /^(?:adminer|pgadmin4?|phpmyadmin|mailhog|mailpit|maildev|mailcatcher|inbucket|jaeger|all-in-one|zipkin|prometheus|grafana|alertmanager|loki|promtail|tempo|otel.*|opentelemetry.*|fluent.*|logstash|kibana|filebeat|zookeeper|cp-zookeeper|kafka-ui|kafdrop|akhq|cp-schema-registry|cp-kafka-connect|mongo-express|redis-?insight|redis-commander|portainer|watchtower|localstack|wait-for-it|dockerize|busybox|alpine|mc|traefik|selenium.*|playwright.*|wiremock|mockserver|toxiproxy|k6|locust|flyway|liquibase|migrate|swagger-ui|dd-agent|agent|newrelic.*|cadvisor|node-exporter|.*[-_]exporter|statsd|dozzle|stripe-mock|stripe-cli|smtp4dev)$/;
