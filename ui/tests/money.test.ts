import { expect, test } from "vitest";

import { digitsOf, moneyInWords, readAmount, toAmountText } from "~/shared/money/money";

test.each([
  ["5", 2, 500],
  ["5.00", 2, 500],
  ["5,00", 2, 500],
  ["5.5", 2, 550],
  [" € 5,5 ", 2, 550],
  ["5 €", 2, 500],
  ["0", 2, 0],
  ["1,250.50", 2, 125_050],
  ["1.250,50", 2, 125_050],
  ["1 250,50", 2, 125_050],
  ["1’250.50", 2, 125_050],
  ["1,234,567", 0, 1_234_567],
  ["500", 0, 500],
  ["1,250", 0, 1_250],
  ["500.00", 0, 500],
])("%j with %i digits is %i", (text, digits, amount) => {
  expect(readAmount(text, digits)).toEqual({ kind: "amount", amount });
});

test.each([
  ["five", 2, "Write an amount, such as 5.00."],
  ["-5", 2, "Write an amount, such as 5.00."],
  ["5.", 2, "Something is missing at the end."],
  ["1.234.567,89", 2, "This is more than can be paid at once."],
  ["5.0051", 2, "At most 2 digits after the point."],
  ["1.250", 2, "This could be 1250 or 1.25: write it without “.”."],
  ["1,25,3", 2, "Write it as 1250.00."],
  ["12,34.50", 2, "Write it as 1250.00."],
  ["5.50", 0, "This currency has no smaller unit: write a whole amount."],
])("%j with %i digits is asked about", (text, digits, problem) => {
  expect(readAmount(text, digits)).toEqual({ kind: "problem", problem });
});

test("an empty field is nothing, and not zero", () => {
  expect(readAmount("  ", 2)).toEqual({ kind: "empty" });
});

test("amounts have the digits of their currency", () => {
  expect(digitsOf("EUR")).toBe(2);
  expect(digitsOf("JPY")).toBe(0);
  expect(moneyInWords({ amount: 500, currency: "EUR" })).toMatch(/5\.00/);
  expect(moneyInWords({ amount: 500, currency: "JPY" })).toMatch(/500$/);
  expect(toAmountText(550, 2)).toBe("5.50");
  expect(toAmountText(550, 0)).toBe("550");
});
