/** Markup that is safe to write: everything that went into it as text is escaped. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What a template may hold: text and numbers are escaped, absent parts write nothing. */
export type HtmlPart = string | number | Html | undefined | readonly HtmlPart[];

/**
 * Template tag that escapes every value that is not `Html` itself. Attribute values must stand in
 * double quotes in the template.
 */
export function html(template: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(
    template.reduce((markup, fixed, index) => markup + write(parts[index - 1]) + fixed),
  );
}

function write(part: HtmlPart): string {
  if (part === undefined) return "";
  if (part instanceof Html) return part.markup;
  if (typeof part === "string") return escaped(part);
  if (typeof part === "number") return String(part);
  return part.map(write).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!);
}
