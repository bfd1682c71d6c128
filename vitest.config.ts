import { readdirSync } from "node:fs";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;
const packages = readdirSync(`${root}/packages`).map((name) => ({
  name: `@rtt/${name}`,
  folder: `${root}/packages/${name}`,
}));
const apps = readdirSync(`${root}/apps`).map((name) => ({
  name: `${name}-app`,
  folder: `${root}/apps/${name}`,
}));

export default defineConfig({
  ssr: { resolve: { conditions: ["@rtt/source"], externalConditions: ["@rtt/source"] } },
  test: {
    maxWorkers: 2,
    setupFiles: [`${root}/vitest.setup.ts`],
    projects: [...packages, ...apps].map(({ name, folder }) => ({
      extends: true,
      test: { name, root: folder, include: ["test/**/*.test.ts"], testTimeout: 60_000 },
    })),
  },
});
