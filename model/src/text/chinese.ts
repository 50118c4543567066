const chinese =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}\u3000-\u303f\uff00-\uffef“”‘’…—·]/u;

/** Whether a character is written without blanks beside it: Chinese, Japanese, Korean, and the punctuation of such texts. */
export function isChinese(character: string | undefined): boolean {
  return character !== undefined && chinese.test(character);
}
