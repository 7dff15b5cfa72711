/** Problems of the server as sentences at the fields of a form, with the names that people see. */
import { expect, test } from "vitest";

import { readProblem, splitProblem } from "~/shared/api";

const invalid = (fields: Record<string, unknown>, code = "invalid_request") =>
  readProblem(422, { code, detail: "the API’s own words", fields });

test.each([
  [
    { "body.email": "must be an email address such as ada@example.org" },
    "email",
    "Email must be an email address such as ada@example.org.",
  ],
  [
    { "body.targets.0.url": "must have at most 2000 characters" },
    "targets",
    "Send to must have at most 2000 characters.",
  ],
  [{ "path.handle": "is missing" }, "handle", "Handle is missing."],
  [{ "body.unheard_of": "is not known here" }, "unheard_of", "This field is not known here."],
])("%o is told at %s", (fields, field, sentence) => {
  const problem = invalid(fields);
  expect(problem.byField[field]).toBe(sentence);
  expect(problem.message).toBe(sentence);
});

test("a setting is named as the form names it", () => {
  const problem = invalid(
    { field: "max_escalations_per_day", problem: "must be between 0 and 10000" },
    "invalid_policy",
  );
  expect(problem.byField.max_escalations_per_day).toBe("Questions per day must be between 0 and 10000.");
  const window = invalid({ field: "availability_windows.weekly", problem: "must be an object" }, "invalid_policy");
  expect(window.byField.availability_windows).toBe("When you take questions must be an object.");
});

test("a sentence for people stays as it is", () => {
  const taken = readProblem(409, { code: "handle_taken", detail: "The handle ada is taken.", fields: {} });
  expect(taken.byField).toEqual({ handle: "The handle ada is taken." });
  const busy = readProblem(429, { code: "too_many_requests", detail: "Wait a moment.", fields: { retry_after_s: 5 } });
  expect([busy.message, busy.byField]).toEqual(["Wait a moment.", {}]);
});

test("a problem is shown once: at its field, or beside the form where no field is about it", () => {
  const atField = splitProblem(invalid({ "body.email": "is missing" }), ["email", "handle"]);
  expect([atField.errorOf("email"), atField.errorOf("handle"), atField.rest]).toEqual([
    "Email is missing.",
    undefined,
    null,
  ]);
  expect(splitProblem(invalid({ "body.layer": "is missing" }), ["email"]).rest?.message).toBe(
    "Who may see it is missing.",
  );
  expect(splitProblem(null, ["email"]).rest).toBeNull();
});
