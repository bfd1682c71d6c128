import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { LanguageProfiles, LinguisticData, PunktParameters } from "./linguistic-data.ts";
import { languageProfiles, type ProfileCounts } from "./linguistics/language-profiles.ts";

/**
 * Reads the linguistic data that this package carries (`scripts/make-data.py` says where it comes
 * from). Takes some tenths of a second and some 50 MB; load it once and hand it on.
 */
export function loadLinguisticData(): LinguisticData {
  return { punkt: loadPunkt(), profiles: loadProfiles() };
}

function loadPunkt(): PunktParameters {
  const file = read("punkt-english.json.gz") as {
    readonly abbreviations: readonly string[];
    readonly collocations: readonly string[];
    readonly starters: readonly string[];
    readonly orthography: Readonly<Record<string, number>>;
  };
  return {
    abbreviations: new Set(file.abbreviations),
    collocations: new Set(file.collocations),
    starters: new Set(file.starters),
    orthography: new Map(Object.entries(file.orthography)),
  };
}

function loadProfiles(): LanguageProfiles {
  return languageProfiles(read("langdetect.json.gz") as ProfileCounts);
}

function read(name: string): unknown {
  const packed = readFileSync(new URL(`../data/${name}`, import.meta.url));
  return JSON.parse(gunzipSync(packed).toString("utf8"));
}
