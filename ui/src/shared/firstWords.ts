/** What a message says, for a line in a list: a notice begins with the question that it quotes, which is left out. */
export const firstWords = (text: string) =>
  text
    .replace(/^> [^\n]*\n+/, "")
    .replace(/^> /, "")
    .replace(/\*\*/g, "")
    .replace(/\\([\\`*_[\]<>&~])/g, "$1");
