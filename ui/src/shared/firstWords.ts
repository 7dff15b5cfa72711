/** What a message says, for a line in a list: a notice begins with the question that it quotes, which is left out, as
 *  are the signs of quotations, of bold text and of italics. */
export const firstWords = (text: string) =>
  text
    .replace(/^> [^\n]*\n+/, "")
    .replace(/^> ?/gm, "")
    .replace(/(?<!\\)\*/g, "")
    .replace(/\\([\\`*_[\]<>&~])/g, "$1");
