import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const types = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2" };

/** Builds the page into `out` and serves it beside the site built in `site`, on a free loopback port. */
export async function serve(out, site) {
  await build({
    absWorkingDir: here, entryPoints: { main: "page/main.ts" }, outdir: out, bundle: true, format: "esm", target: "es2022", minify: true, logLevel: "warning",
    splitting: true, loader: { ".png": "dataurl", ".svg": "dataurl" }, nodePaths: [join(here, "node_modules")],
  });
  const roots = { "/bench/": out, "/dist/": join(site, "dist"), "/maplibre/": join(here, "node_modules/maplibre-gl/dist") };
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, "http://localhost").pathname);
    const root = Object.keys(roots).find((prefix) => path.startsWith(prefix));
    const file = root ? join(roots[root], path.slice(root.length)) : join(here, "page/index.html");
    try {
      const bytes = await readFile(file);
      response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
