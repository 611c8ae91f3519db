/** How the catalog reads locations that were registered over HTTP: through the hosts that it is allowed to ask. */
export const REGISTERED_TYPE = "registered";
