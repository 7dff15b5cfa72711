/** The settings that are not numbers, by the section of the form that they belong to. */
import { Checkbox, Group, NumberInput, Switch, TagsInput, TextInput } from "@mantine/core";
import type { ReactNode } from "react";

import { SETTING_NAMES } from "~/shared/policy/settings";
import type { RulesForm } from "~/features/policy/useRulesForm";

const TIERS = [
  ["free", "Free: anyone"],
  ["follower", "Followers"],
  ["paid", "Paid"],
] as const;

interface Props {
  rules: RulesForm;
}

export function AskersFields({ rules: { form, set, errorOf } }: Props) {
  return (
    <>
      <Switch
        label={SETTING_NAMES.escalation_enabled}
        description="Off: your agent does not offer to ask you, but still answers what it knows. Default: on."
        checked={form.escalation_enabled}
        onChange={(event) => set({ escalation_enabled: event.currentTarget.checked })}
      />
      <Checkbox.Group
        label={SETTING_NAMES.allowed_user_tiers}
        description="Everyone else learns that they may not, and gets the closest help. Default: free and followers."
        value={form.allowed_user_tiers}
        onChange={(value) => set({ allowed_user_tiers: value })}
      >
        <Group mt="xs">
          {TIERS.map(([value, label]) => (
            <Checkbox key={value} value={value} label={label} />
          ))}
        </Group>
      </Checkbox.Group>
      <TagsInput
        label={SETTING_NAMES.blocked_topics}
        description={
          "Words or phrases, in any inflection. A message that touches one is neither answered nor passed on. " +
          "Press Enter to add one. Default: none."
        }
        value={form.blocked_topics}
        onChange={(value) => set({ blocked_topics: value })}
        error={errorOf("blocked_topics")}
      />
    </>
  );
}

/** The numbers of the section go between its two switches. */
export function TrustSwitches({ rules: { form, set }, children }: Props & { children: ReactNode }) {
  return (
    <>
      <Switch
        label={SETTING_NAMES.trust_mode}
        description={
          "On: you see each match first, and one press sends your answer, until your verdicts prove that matches " +
          "are rarely wrong; automatic answers need more confidence until they are proven. " +
          "Off: matches are answered at once, and you check some of them afterwards. Default: off."
        }
        checked={form.trust_mode === "cautious"}
        onChange={(event) => set({ trust_mode: event.currentTarget.checked ? "cautious" : "immediate" })}
      />
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

export function ClarificationSwitch({ rules: { form, set } }: Props) {
  return (
    <Switch
      label={SETTING_NAMES.clarification_enabled}
      description="Off: vague messages are handled as they are. Default: on."
      checked={form.clarification_enabled}
      onChange={(event) => set({ clarification_enabled: event.currentTarget.checked })}
    />
  );
}

export function SafetyFields({ rules: { form, set } }: Props) {
  return (
    <>
      <Switch
        label={SETTING_NAMES.abuse_rules_enabled}
        description="Insults and threats, known by their words, are neither answered nor passed on. Default: on."
        checked={form.abuse_rules_enabled}
        onChange={(event) => set({ abuse_rules_enabled: event.currentTarget.checked })}
      />
      <Switch
        label={SETTING_NAMES.moderation_failure}
        description={
          "Works only if this installation has a moderation model. Off: while it is unavailable, messages are " +
          "handled by the other rules. Default: off."
        }
        checked={form.moderation_failure === "closed"}
        onChange={(event) => set({ moderation_failure: event.currentTarget.checked ? "closed" : "open" })}
      />
    </>
  );
}

export function ModelFields({ rules: { form, set, errorOf } }: Props) {
  return (
    <>
      <TextInput
        label={SETTING_NAMES.chat_model}
        description={
          "The name of one of this installation’s chat models. Default: empty, for its usual one. " +
          "Without a chat model, answers are quotes."
        }
        value={form.chat_model}
        error={errorOf("chat_model")}
        onChange={(event) => set({ chat_model: event.currentTarget.value })}
        maw={420}
      />
      <NumberInput
        label={SETTING_NAMES.temperature}
        description={
          "0 gives the same words every time, 2 gives very varied ones. Every answer is checked against your " +
          "documents in either case. Default: 0.3."
        }
        min={0}
        max={2}
        step={0.1}
        decimalScale={2}
        value={form.temperature}
        error={errorOf("temperature")}
        onChange={(value) => typeof value === "number" && set({ temperature: value })}
        maw={420}
      />
    </>
  );
}
