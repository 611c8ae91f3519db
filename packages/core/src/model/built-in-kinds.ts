import { api } from "./kinds/api.ts";
import { component } from "./kinds/component.ts";
import { domain } from "./kinds/domain.ts";
import { edgeNotes } from "./kinds/edge-notes.ts";
import { group } from "./kinds/group.ts";
import { location } from "./kinds/location.ts";
import { resource } from "./kinds/resource.ts";
import { system } from "./kinds/system.ts";
import { template } from "./kinds/template.ts";
import { user } from "./kinds/user.ts";

/** The kinds of the Backstage catalog format, and our own for notes about edges. */
export const builtInKinds = [
  component,
  api,
  resource,
  system,
  domain,
  group,
  user,
  location,
  template,
  edgeNotes,
] as const;
