import { html, Html } from "./html.ts";
import { style } from "./style.ts";

/**
 * A whole document that needs nothing but itself: no network, no script. The policy in its head
 * makes the browser refuse both, whatever stands in the texts.
 */
export function page(title: string, main: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <main>${main}</main>
      </body>
    </html>`.markup;
}
