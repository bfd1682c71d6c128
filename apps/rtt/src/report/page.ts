import { html, Html } from "./html.ts";
import { styleSheet } from "./style.ts";

/**
 * A whole document that needs nothing but itself: no network, no script. The policy in its head
 * makes the browser refuse both, whatever stands in the texts.
 *
 * @param criteria the largest number of criteria of a prompt whose token credit is shown
 */
export function page(title: string, main: Html, criteria: number): string {
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
          ${new Html(styleSheet(criteria))}
        </style>
      </head>
      <body>
        <main>${main}</main>
      </body>
    </html>`.markup;
}
