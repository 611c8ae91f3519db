import { CatalogError } from "@callboard/core";

/**
 * The client library of a source, loaded when it is first needed.
 *
 * @throws {CatalogError} `package-missing`, saying what to install, when it is not there
 */
export async function loadClient<Client>(packageName: string, load: () => Promise<Client>): Promise<Client> {
  try {
    return await load();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") throw cause;
    const message = `This source is read with ${packageName}, which is not installed. Run: npm install ${packageName}`;
    throw new CatalogError("package-missing", message, { cause });
  }
}
