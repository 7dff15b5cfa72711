/** The settings that are not numbers, by the section of the form that they belong to. */
import { Checkbox, Group, Switch, TagsInput, TextInput } from "@mantine/core";

import { SETTING_NAMES } from "~/shared/policy/settings";
import { NumberField } from "~/features/policy/NumberField";
import { DIRECT_MESSAGES, GUESTS, TEMPERATURE } from "~/features/policy/settingFields";
import type { RulesForm } from "~/features/policy/useRulesForm";

const TIERS = [
  ["free", "Free: anyone"],
  ["follower", "Followers"],
  ["paid", "Paid"],
] as const;
const ASKING_TIERS = [...TIERS, ["guest", "Guests: no account"]] as const;

type Tier = (typeof ASKING_TIERS)[number][0];

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
      <Tiers
        label={SETTING_NAMES.allowed_user_tiers}
        description="Everyone else learns that they may not, and gets the closest help. Default: all."
        tiers={ASKING_TIERS}
        value={form.allowed_user_tiers}
        onChange={(value) => set({ allowed_user_tiers: value })}
      />
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

export function SignatureSwitch({ rules: { form, set } }: Props) {
  return (
    <Switch
      label={SETTING_NAMES.second_signature}
      description={
        "On: what the answerers of your team write waits until an editor or the owner sends it. " +
        "It is sent under the name of whoever wrote it. Default: off."
      }
      checked={form.second_signature}
      onChange={(event) => set({ second_signature: event.currentTarget.checked })}
    />
  );
}

interface TiersProps {
  label: string;
  description: string;
  tiers?: readonly (readonly [Tier, string])[];
  value: Tier[];
  onChange: (value: Tier[]) => void;
}

function Tiers({ label, description, tiers = TIERS, value, onChange }: TiersProps) {
  return (
    <Checkbox.Group label={label} description={description} value={value} onChange={onChange}>
      <Group mt="xs">
        {tiers.map(([tier, name]) => (
          <Checkbox key={tier} value={tier} label={name} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

export function GuestFields({ rules }: Props) {
  const { form, set } = rules;
  return (
    <>
      <Switch
        label={SETTING_NAMES.guests_enabled}
        description={
          "Whoever opens your agent’s page can type at once. Guests get answers of the public layer only, and leave " +
          "an address before a question of theirs reaches you. Off: guests are told to create an account. Default: on."
        }
        checked={form.guests_enabled}
        onChange={(event) => set({ guests_enabled: event.currentTarget.checked })}
      />
      {form.guests_enabled &&
        GUESTS.map((setting) => <NumberField key={setting.name} setting={setting} rules={rules} />)}
    </>
  );
}

export function DirectMessageFields({ rules }: Props) {
  const { form, set } = rules;
  return (
    <>
      <Switch
        label={SETTING_NAMES.direct_messages_enabled}
        description={
          "Direct messages come to your inbox past your agent. Blocked topics and the rules against abuse hold for " +
          "them, too. Default: on."
        }
        checked={form.direct_messages_enabled}
        onChange={(event) => set({ direct_messages_enabled: event.currentTarget.checked })}
      />
      {form.direct_messages_enabled && (
        <>
          <Tiers
            label={SETTING_NAMES.direct_message_tiers}
            description="Everyone else is told to ask your agent. Default: all."
            value={form.direct_message_tiers}
            onChange={(value) => set({ direct_message_tiers: value })}
          />
          {DIRECT_MESSAGES.map((setting) => (
            <NumberField key={setting.name} setting={setting} rules={rules} />
          ))}
        </>
      )}
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

export function ModelFields({ rules }: Props) {
  const { form, set, errorOf } = rules;
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
      <NumberField setting={TEMPERATURE} rules={rules} />
    </>
  );
}
