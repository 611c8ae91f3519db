import { newServer } from "./server.ts";

const port = Number(process.env.PORT ?? 8080);
newServer().listen(port, () => console.log(`It answers on http://localhost:${port}/health`));
