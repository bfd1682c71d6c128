import { RemoteError } from "@rtt/core";
import { request } from "./request.ts";

/**
 * The address of a wheel by the simple API of a Python package index, in JSON or HTML.
 *
 * @param index its base, which may carry a user and password
 * @throws RemoteError when the index does not answer or does not list the file
 * @see https://packaging.python.org/en/latest/specifications/simple-repository-api/
 */
export async function findWheel(
  index: string,
  project: string,
  file: string,
  service: string,
): Promise<URL> {
  const page = new URL(`${index.replace(/\/+$/u, "")}/${project}/`);
  const accept = "application/vnd.pypi.simple.v1+json, text/html;q=0.5";
  const { status, headers, chunks } = await request(page, service, { accept });
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  if (status !== 200)
    throw new RemoteError(service, status, `${page.host} does not list ${project}`);
  const text = Buffer.concat(parts).toString();
  const json = (headers.get("content-type") ?? "").includes("json");
  const address = (json ? jsonAddresses(text, page, service) : htmlAddresses(text))
    .map((each) => new URL(each, page))
    .find(({ pathname }) => decodeURIComponent(pathname).endsWith(`/${file}`));
  if (address === undefined)
    throw new RemoteError(service, 0, `${page.host} lists ${project}, but not ${file}`);
  if (address.origin === page.origin) {
    address.username = page.username;
    address.password = page.password;
  }
  return address;
}

function jsonAddresses(text: string, page: URL, service: string): string[] {
  try {
    const { files } = JSON.parse(text) as { files: { url: string }[] };
    return files.map(({ url }) => url);
  } catch (error) {
    throw new RemoteError(service, 0, `${page.host} does not answer in the simple API's JSON`, {
      cause: error,
    });
  }
}

function htmlAddresses(text: string): string[] {
  return [...text.matchAll(/href\s*=\s*["']([^"']+)["']/giu)].map(([, address]) =>
    address!.replaceAll("&amp;", "&"),
  );
}
