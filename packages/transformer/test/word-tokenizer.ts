import { HuggingFaceTokenizer, wordLevelTokenizerFiles, type Tokenizer } from "@rtt/transformer";

/** Words "w0" to "w21" and an end, for the models of `families`. */
export function wordTokenizer(): Tokenizer {
  const words = [...Array.from({ length: 22 }, (_, i) => `w${i}`), "<end>"];
  const template = "{% for message in messages %}{{ message.content }}{% endfor %} w0";
  const files = wordLevelTokenizerFiles(words, template, "<end>");
  return new HuggingFaceTokenizer({
    source: "words",
    tokenizerJson: new TextDecoder().decode(files.get("tokenizer.json")),
    chatTemplate: template,
    specialTokens: {},
    endOfSequence: [22],
  });
}
