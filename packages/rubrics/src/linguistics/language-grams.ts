import type { GramProfile, LanguageProfiles } from "../linguistic-data.ts";

const address = /https?:\/\/[-_.?&~;+=/#0-9A-Za-z]{1,2076}/gu;
const mail = /[-_.0-9A-Za-z]{1,64}@[-_0-9A-Za-z]{1,255}[-_.0-9A-Za-z]{1,255}/gu;
const vietnamese = /[AEIOUYaeiouyÂÊÔâêôĂăƠơƯư][\u0300\u0301\u0303\u0309\u0323]/gu;
const longest = 10_000;

/** The n-grams of 1 to 3 characters in a text that some language is known to have. */
export function languageGrams(
  text: string,
  { grams, ideographs }: LanguageProfiles,
): GramProfile[] {
  const result: GramProfile[] = [];
  let buffer = [" "];
  let capitals = false;
  for (const raw of cleaned(text)) {
    const character = normalized(raw, ideographs);
    const last = buffer.at(-1)!;
    if (last === " ") {
      buffer = [" "];
      capitals = false;
      if (character === " ") continue;
    } else if (buffer.length >= 3) buffer.shift();
    buffer.push(character);
    const upper = isUpper(character);
    capitals = upper && (capitals || isUpper(last));
    if (capitals) continue;
    for (let size = 1; size <= buffer.length; size++) {
      const gram = buffer.slice(-size).join("");
      const profile = gram === " " ? undefined : grams.get(gram);
      if (profile) result.push(profile);
    }
  }
  return result;
}

/** Without addresses, repeated blanks and, where they are few, Latin letters. */
function cleaned(text: string): string[] {
  const composed = text
    .replace(address, " ")
    .replace(mail, " ")
    .replace(vietnamese, (pair) => pair.normalize("NFC"));
  const characters: string[] = [];
  let previous = "";
  let count = 0;
  for (const character of composed) {
    if (count++ === longest) break;
    if (character !== " " || previous !== " ") characters.push(character);
    previous = character;
  }
  const latin = characters.filter(isLatin).length;
  const other = characters.filter((one) => one >= "\u0300" && !/[\u1e00-\u1eff]/u.test(one)).length;
  return 2 * latin < other ? characters.filter((one) => !isLatin(one)) : characters;
}

function normalized(character: string, ideographs: ReadonlyMap<string, string>): string {
  const code = character.codePointAt(0)!;
  if (code < 0x80) return /[A-Za-z]/u.test(character) ? character : " ";
  if (code < 0x100) return "\u00a0\u00ab\u00b0\u00bb".includes(character) ? " " : character;
  if (code < 0x300) return romanian[character] ?? character;
  if (code === 0x6cc) return "\u064a";
  if (code >= 0x1ea0 && code <= 0x1eff) return "\u1ec3";
  if (code >= 0x2000 && code <= 0x206f) return " ";
  if (code >= 0x3040 && code <= 0x309f) return "\u3042";
  if (code >= 0x30a0 && code <= 0x30ff) return "\u30a2";
  if ((code >= 0x3100 && code <= 0x312f) || (code >= 0x31a0 && code <= 0x31bf)) return "\u3105";
  if (code >= 0x4e00 && code <= 0x9fff) return ideographs.get(character) ?? character;
  if (code >= 0xac00 && code <= 0xd7af) return "\uac00";
  return character;
}

/** Letters with comma below stand for those with cedilla. */
const romanian: Readonly<Record<string, string>> = { "\u0219": "\u015f", "\u021b": "\u0163" };

function isUpper(character: string): boolean {
  return /^\p{Uppercase}$/u.test(character);
}

function isLatin(character: string): boolean {
  return character >= "A" && character <= "z";
}
