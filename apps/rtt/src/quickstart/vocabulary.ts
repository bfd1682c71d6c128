const words = (text: string): readonly string[] => text.split(" ");

/** Phrases of prompts, one token each; a no-break space joins their words, so that they stay one piece. */
const phrase = (text: string): string => text.replaceAll(" ", "\u00A0");

export const determiners: readonly string[] = words("the a my one her");
export const adjectives: readonly string[] = words(
  "small old red quiet bright cold happy strange golden wild soft tall lost kind dark warm",
);
export const nouns: readonly string[] = words(
  "cat dog bird fish horse fox bear mouse river tree house garden road boat moon star stone book " +
    "door lamp king queen child sailor baker teacher cloud storm sea hill bridge tower market forest " +
    "train letter song clock apple coat",
);
export const verbs: readonly string[] = words(
  "sees finds likes follows leaves holds paints hears carries guards watches loves meets helps " +
    "hides shows keeps calls draws wants",
);
export const adverbs: readonly string[] = words(
  "slowly softly often gladly again alone together nearby outside quickly early quietly",
);
export const starters: readonly string[] = words(
  "today then now later once soon still here finally maybe",
);
/** Two ordinary tokens each. */
export const endings: readonly string[] = ["the end", "good night", "thank you", "so long"];

/** The prompt phrase of each meaning. */
export const phrases = {
  about: phrase("write about"),
  forbid: phrase("never say"),
  mention: phrase("mention"),
  twice: phrase("say twice:"),
  start: phrase("start with"),
  end: phrase("finish with"),
  sentences3: phrase("exactly 3 sentences"),
  sentences4: phrase("exactly 4 sentences"),
  nocomma: phrase("no commas"),
  maxwords12: phrase("at most 12 words"),
  maxwords16: phrase("at most 16 words"),
  firstword: phrase("begin every sentence with"),
  postscript: phrase("add a postscript"),
  bullets2: phrase("2 bullets"),
  bullets3: phrase("3 bullets"),
  quote: phrase("quote something"),
  bigram: phrase("use the phrase"),
} as const;

/** All 137 tokens of the quickstart task, in the order of their ids. */
export const vocabulary: readonly string[] = [
  ...words("<pad> <eos> <go>"),
  ...words('. ! ? , " *'),
  "P.S.",
  ...determiners,
  ...adjectives,
  ...nouns,
  ...verbs,
  ...adverbs,
  ...starters,
  ...words("end good night thank you so long"),
  ...Object.values(phrases),
];
