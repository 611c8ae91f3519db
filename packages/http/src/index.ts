export { firstIdentity, type Identify } from "./auth/identify.ts";
export { type JwtIdentityOptions, jwtIdentity } from "./auth/jwt-identity.ts";
export { type OpaPolicyOptions, opaPolicy } from "./auth/opa-policy.ts";
export { rolePolicy } from "./auth/role-policy.ts";
export { type StaticToken, tokenIdentity } from "./auth/token-identity.ts";
export { type CatalogRoutesOptions, catalogRoutes } from "./catalog-routes.ts";
export { LOOPBACK_HOSTS } from "./guard/host-check.ts";
export {
  type ListedLocation,
  type LocationRegistry,
  type LocationRegistryOptions,
  locationRegistry,
} from "./locations/location-registry.ts";
export { type LocationStore, memoryLocationStore, type RegisteredLocation } from "./locations/location-store.ts";
export { optionalTracer } from "./operations/optional-tracer.ts";
export { type RequestLog, type ServerAppOptions, serverApp } from "./server-app.ts";
export type { WebhookSource } from "./webhook-routes.ts";
