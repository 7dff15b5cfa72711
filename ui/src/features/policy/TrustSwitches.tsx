/** What happens to matches before a proof, and what each way would have cost so far on the creator's own messages. */
import { Radio, Stack, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { SETTING_NAMES } from "~/shared/policy/settings";
import { costsQuery } from "~/shared/queries";
import type { RulesForm } from "~/features/policy/useRulesForm";

const TRUST_MODES = [
  [
    "asking",
    "Ask the asker (default)",
    "Your answer is given at once only where the question is plainly the same. " +
      "Where it is likely, the asker is asked: “Do you mean …?”",
  ],
  [
    "cautious",
    "Ask me",
    "You see each match first, as many a day as you want cards, and one press sends your answer. " +
      "Automatic answers need more confidence until they are proven.",
  ],
  [
    "immediate",
    "Answer at once",
    "Matches from your threshold on are answered, and you check some of them afterwards. More of them are wrong.",
  ],
] as const;

interface Props {
  rules: RulesForm;
  avee: string;
  children: ReactNode;
}

/** The numbers of the section go between the mode and the switch. */
export function TrustSwitches({ rules: { form, set }, avee, children }: Props) {
  const { data: costs } = useQuery(costsQuery(avee));
  const costOf = (mode: string) => costs?.modes.find((each) => each.mode === mode)?.line;
  return (
    <>
      <Radio.Group
        label={SETTING_NAMES.trust_mode}
        description={
          "Until your verdicts prove that matches are rarely wrong. " +
          "After that, proven matches are answered at once."
        }
        value={form.trust_mode}
        onChange={(value) => set({ trust_mode: value })}
      >
        <Stack gap="xs" mt="xs">
          {TRUST_MODES.map(([value, label, description]) => (
            <Radio
              key={value}
              value={value}
              label={label}
              description={<Described text={description} cost={costOf(value)} />}
            />
          ))}
        </Stack>
      </Radio.Group>
      {children}
      <Switch
        label={SETTING_NAMES.model_confirms_matches}
        description={
          "Works only if this installation has a chat model. After a message was handled, the model is asked whether " +
          "your answer just below the match needed would have been right. If it says yes, your agent also finds the " +
          "answer by that phrasing. You can see and remove each phrasing; none counts as proof. " +
          "Off: no such phrasing is used. Default: off."
        }
        checked={form.model_confirms_matches}
        onChange={(event) => set({ model_confirms_matches: event.currentTarget.checked })}
      />
    </>
  );
}

function Described({ text, cost }: { text: string; cost: string | undefined }) {
  return (
    <>
      {text}
      {cost && (
        <span data-testid="mode-cost" style={{ display: "block", marginTop: 2, fontWeight: 600 }}>
          {cost}
        </span>
      )}
    </>
  );
}
