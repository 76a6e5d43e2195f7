// Builds what the server hands out: `node build.mjs [FOLDER]`, into `built/` unless another folder is named.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "built");
const read = (path) => readFileSync(join(here, path));
const TARGET = ["es2022", "chrome111", "firefox113", "safari16.4"];
const shared = { absWorkingDir: here, bundle: true, minify: true, target: TARGET, charset: "utf8", legalComments: "none", write: false, logLevel: "warning" };

const launcherStyle = (await transform(read("src/launcher.css").toString(), { loader: "css", minify: true, target: TARGET })).code.trim();
const scripts = await build({
  ...shared,
  entryPoints: { widget: "src/launcher.ts", panel: "src/panel.tsx" },
  outdir: "built",
  format: "iife",
  jsx: "automatic",
  jsxImportSource: "preact",
  define: { LAUNCHER_STYLE: JSON.stringify(launcherStyle) },
});
const style = await build({ ...shared, entryPoints: { panel: "src/panel.css" }, outdir: "built" });

mkdirSync(out, { recursive: true });
for (const file of [...scripts.outputFiles, ...style.outputFiles]) writeFileSync(join(out, file.path.split(/[\\/]/).pop()), file.contents);

// Which sources these files were built from, so that a forgotten build is noticed where there is no Node.
const sources = ["build.mjs", "package.json", "package-lock.json", "tsconfig.json", ...readdirSync(join(here, "src")).map((name) => `src/${name}`)].sort();
const hashes = Object.fromEntries(sources.map((path) => [path, createHash("sha256").update(read(path)).digest("hex")]));
writeFileSync(join(out, "sources.json"), JSON.stringify(hashes, null, 2) + "\n");
