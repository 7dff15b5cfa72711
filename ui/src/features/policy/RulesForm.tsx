/** The creator's rules: every setting with its unit, its default and what it does. */
import { Group, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { policyQuery } from "~/shared/queries";
import { TrustStatus } from "~/shared/trust/TrustStatus";
import { useMay } from "~/shared/team/useMay";
import { submitTo } from "~/shared/ui/forms";
import { ReadOnly } from "~/shared/ui/ReadOnly";
import { Loaded } from "~/shared/ui/states";
import { Availability } from "~/features/policy/availability/Availability";
import { NumberField } from "~/features/policy/NumberField";
import {
  AskersFields,
  ClarificationSwitch,
  DirectMessageFields,
  GuestFields,
  ModelFields,
  SafetyFields,
  SignatureSwitch,
} from "~/features/policy/fields";
import { SaveBar } from "~/features/policy/SaveBar";
import { Section } from "~/features/policy/Section";
import {
  CLARIFICATIONS,
  LIMITS,
  type NumberSetting,
  RETENTION,
  THRESHOLDS,
  TRUST,
} from "~/features/policy/settingFields";
import { TrustSwitches } from "~/features/policy/TrustSwitches";
import { type Policy, useRulesForm } from "~/features/policy/useRulesForm";
import { Versions } from "~/features/policy/Versions";

export function RulesForm({ avee }: { avee: string }) {
  const query = useQuery(policyQuery(avee));
  return (
    <section aria-labelledby="rules">
      <Group justify="space-between" mb="md">
        <Title order={2} size="h3" id="rules">
          Rules
        </Title>
        <Versions avee={avee} />
      </Group>
      <Loaded query={query}>{(policy) => <Form key={policy.avee_id} policy={policy} />}</Loaded>
    </section>
  );
}

function Form({ policy }: { policy: Policy }) {
  const rules = useRulesForm(policy);
  const mayEdit = useMay(policy.avee_id, "editor");
  const isOwner = useMay(policy.avee_id, "owner");
  const number = (setting: NumberSetting) => <NumberField key={setting.name} setting={setting} rules={rules} />;
  return (
    <ReadOnly when={!mayEdit}>
      <Stack gap="lg" component="form" onSubmit={submitTo(() => rules.save.mutate())}>
        <Section title="Who may ask you, and about what">
          <AskersFields rules={rules} />
        </Section>
        <Section title="Limits and deadlines">{LIMITS.map(number)}</Section>
        <Section title="People without an account">
          <GuestFields rules={rules} />
        </Section>
        <Section title="Direct messages">
          <DirectMessageFields rules={rules} />
        </Section>
        <Section title="When you take questions">
          <Availability
            raw={rules.form.availability_windows}
            onChange={(value) => rules.set({ availability_windows: value })}
            problem={rules.errorOf("availability_windows")}
          />
        </Section>
        <Section title="Thresholds">
          <TrustStatus avee={policy.avee_id} of={["documents"]} />
          {THRESHOLDS.map(number)}
        </Section>
        <Section title="Trust in reused answers">
          <TrustStatus avee={policy.avee_id} of={["reuse"]} />
          <TrustSwitches rules={rules} avee={policy.avee_id}>
            {TRUST.map(number)}
          </TrustSwitches>
        </Section>
        <Section title="Clarifying questions">
          <ClarificationSwitch rules={rules} />
          {number(CLARIFICATIONS)}
        </Section>
        <Section title="Team">
          <ReadOnly when={!isOwner}>
            <SignatureSwitch rules={rules} />
          </ReadOnly>
        </Section>
        <Section title="Safety and chat model">
          <SafetyFields rules={rules} />
          <ModelFields rules={rules} />
        </Section>
        <Section title="Keeping messages">
          <ReadOnly when={!isOwner}>{number(RETENTION)}</ReadOnly>
        </Section>
        {mayEdit && <SaveBar rules={rules} />}
      </Stack>
    </ReadOnly>
  );
}
