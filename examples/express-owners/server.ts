import { fileURLToPath } from "node:url";
import { openCatalog } from "@callboard/core";
import { fileProvider } from "@callboard/providers/file";
import { ownersApp } from "./owners-app.ts";

const root = process.argv[2] ?? fileURLToPath(new URL("../acme", import.meta.url));
const catalog = await openCatalog({ providers: [fileProvider({ root })] });

const server = ownersApp(catalog).listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : address;
  console.log(`http://127.0.0.1:${port}/owners/payment-service`);
});
