/** Every rule of the creator's: its unit, its default, and what it does, in words. */
import {
  Alert,
  Box,
  Button,
  Checkbox,
  Group,
  NumberInput,
  Paper,
  Stack,
  Switch,
  TagsInput,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { keys, policyQuery, queryClient } from "~/shared/queries";
import { Loaded } from "~/shared/ui/states";
import { useKept } from "~/shared/useDraft";
import { Availability } from "~/features/policy/Availability";
import { Versions } from "~/features/policy/Versions";
import { StandingLine } from "~/features/trust/StandingLine";
import { WouldChange } from "~/features/policy/WouldChange";

type Policy = Schema<"PolicyOut">;
interface NumberRule {
  name:
    | "max_escalations_per_day"
    | "max_escalations_per_week"
    | "auto_answer_confidence_threshold"
    | "canonical_match_threshold"
    | "novelty_threshold"
    | "complexity_threshold"
    | "vagueness_threshold"
    | "max_clarifications_running"
    | "offer_valid_hours"
    | "expected_response_hours"
    | "answer_deadline_hours"
    | "wrong_answers_target"
    | "trust_cards_per_day";
  label: string;
  effect: string;
  unit: string;
  byDefault: number;
  min: number;
  max: number;
}

const share = (name: NumberRule["name"], label: string, byDefault: number, effect: string): NumberRule => ({
  name,
  label,
  byDefault,
  effect,
  unit: "%",
  min: 0,
  max: 100,
});
const QUOTAS: NumberRule[] = [
  {
    name: "max_escalations_per_day",
    label: "Questions a day",
    effect: "No more than this many reach you in any 24 hours; further ones are told when to ask again.",
    unit: "questions",
    byDefault: 10,
    min: 0,
    max: 10_000,
  },
  {
    name: "max_escalations_per_week",
    label: "Questions a week",
    effect: "The same over any 7 days.",
    unit: "questions",
    byDefault: 50,
    min: 0,
    max: 10_000,
  },
  {
    name: "expected_response_hours",
    label: "Promised response",
    effect: "What an offer says until you have a history of your own; after that it says what you really take.",
    unit: "hours",
    byDefault: 24,
    min: 1,
    max: 720,
  },
  {
    name: "offer_valid_hours",
    label: "An offer stands for",
    effect: "How long an asker may think about it.",
    unit: "hours",
    byDefault: 72,
    min: 1,
    max: 720,
  },
  {
    name: "answer_deadline_hours",
    label: "A question waits for",
    effect: "After that it expires, and its asker gets an apology and the nearest help.",
    unit: "hours",
    byDefault: 168,
    min: 1,
    max: 2160,
  },
];
const THRESHOLDS: NumberRule[] = [
  share(
    "auto_answer_confidence_threshold",
    "Confidence to answer from documents",
    75,
    "Higher: fewer automatic answers, and surer ones. 75 % means that about 75 of 100 such answers are right.",
  ),
  share(
    "canonical_match_threshold",
    "Match to reuse an answer of yours",
    85,
    "Higher: your earlier answers are given only to questions that are nearly the same.",
  ),
  share(
    "novelty_threshold",
    "New from",
    70,
    "From this novelty on, a question is not answered from documents but may be put to you.",
  ),
  share(
    "complexity_threshold",
    "Complex from",
    60,
    "From this complexity on, a question may be put to you although something is known.",
  ),
  share("vagueness_threshold", "Vague from", 50, "From here on a message is asked back rather than searched with."),
];
const TRUST: NumberRule[] = [
  {
    ...share(
      "wrong_answers_target",
      "Wrong at most",
      5,
      "What you allow among reused answers, and among automatic ones. Your own words on cards prove that it is kept; lower takes more of them.",
    ),
    min: 0.1,
    max: 50,
  },
  {
    name: "trust_cards_per_day",
    label: "Cards a day",
    effect:
      "Ten-second questions whether an answer was right for a message, one of yours or an automatic one. 0: none, and nothing is ever proven.",
    unit: "cards",
    byDefault: 3,
    min: 0,
    max: 50,
  },
];
const IN_PERCENT = new Set([...THRESHOLDS, ...TRUST.slice(0, 1)].map((rule) => rule.name));
const TIERS = [
  ["free", "Free: anyone"],
  ["follower", "Followers"],
  ["paid", "Paying"],
] as const;

export function Settings({ avee }: { avee: string }) {
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
  // Only what was changed is kept, so a version that is saved elsewhere meanwhile shows through and takes nothing away.
  const { form, set, forget } = useKept(`rules:${policy.avee_id}`, policy);
  const [seen, setSeen] = useState(policy.version);
  const changed = Object.fromEntries(
    Object.entries(form).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(policy[name as keyof Policy]),
    ),
  );
  const count = Object.keys(changed).length;
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        api.PUT("/orchestrator/config/{avee_id}", {
          params: { path: { avee_id: policy.avee_id }, header: { "if-match": `"${policy.version}"` } },
          body: changed,
        }),
      ),
    onSuccess: (saved) => {
      forget();
      setSeen(saved.version);
      queryClient.setQueryData(keys.policy(policy.avee_id), saved);
    },
    onError: (error) => {
      if (asProblem(error).status === 412)
        void queryClient.invalidateQueries({ queryKey: keys.policy(policy.avee_id) });
    },
  });
  const problem = save.isError ? asProblem(save.error) : null;
  const field = typeof problem?.fields.field === "string" ? problem.fields.field : null;
  const number = (rule: NumberRule) => (
    <NumberInput
      key={rule.name}
      label={rule.label}
      description={`${rule.effect} Default: ${rule.byDefault} ${rule.unit}.`}
      suffix={` ${rule.unit}`}
      min={rule.min}
      max={rule.max}
      allowDecimal={IN_PERCENT.has(rule.name)}
      decimalScale={1}
      value={IN_PERCENT.has(rule.name) ? Math.round(form[rule.name] * 1000) / 10 : form[rule.name]}
      error={field === rule.name ? problem?.message : undefined}
      onChange={(value) =>
        typeof value === "number" && set({ [rule.name]: IN_PERCENT.has(rule.name) ? value / 100 : value })
      }
    />
  );
  return (
    <Stack
      gap="lg"
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Part title="Who may ask you, and about what">
        <Switch
          label="Questions may be put to you"
          description="Off: nothing is offered to anyone; what is known is still answered. Default: on."
          checked={form.escalation_enabled}
          onChange={(event) => set({ escalation_enabled: event.currentTarget.checked })}
        />
        <Checkbox.Group
          label="Who may ask you"
          description="Others are told so, with the nearest help. Default: free and followers."
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
          label="Topics kept out"
          description="Words or phrases, in any inflection: a message that touches one is neither answered nor passed on. Enter adds one. Default: none."
          value={form.blocked_topics}
          onChange={(value) => set({ blocked_topics: value })}
          error={field === "blocked_topics" ? problem?.message : undefined}
        />
      </Part>
      <Part title="How much of your time">{QUOTAS.map(number)}</Part>
      <Part title="When you take questions">
        <Availability
          raw={form.availability_windows}
          onChange={(value) => set({ availability_windows: value })}
          problem={field?.startsWith("availability_windows") ? problem?.message : undefined}
        />
      </Part>
      <Part title="How sure is sure enough">
        <StandingLine avee={policy.avee_id} of={["documents"]} />
        {THRESHOLDS.map(number)}
      </Part>
      <Part title="Trust in reuse">
        <StandingLine avee={policy.avee_id} of={["reuse"]} />
        <Switch
          label="Reuse only what is proven"
          description="On: a match is shown to you first, and one press gives your answer, until it is proven how seldom matches are wrong; automatic answers need more confidence until they are proven. Off: matches are given at once and some are checked with you afterwards. Default: off."
          checked={form.trust_mode === "cautious"}
          onChange={(event) => set({ trust_mode: event.currentTarget.checked ? "cautious" : "immediate" })}
        />
        {TRUST.map(number)}
        <Switch
          label="A chat model confirms near matches"
          description="Only where this installation has a chat model. It is asked after a message was handled, never in its way, whether an answer of yours just below the match would have been right; what it confirms is another wording of that question. You see each and can take it away; it proves nothing. Off: none of them is in use. Default: off."
          checked={form.model_confirms_matches}
          onChange={(event) => set({ model_confirms_matches: event.currentTarget.checked })}
        />
      </Part>
      <Part title="Asking back">
        <Switch
          label="Vague messages are asked back"
          description="Off: they are taken as they are. Default: on."
          checked={form.clarification_enabled}
          onChange={(event) => set({ clarification_enabled: event.currentTarget.checked })}
        />
        {number({
          name: "max_clarifications_running",
          label: "Questions back in a row",
          effect: "After that the message is taken as it is.",
          unit: "questions",
          byDefault: 2,
          min: 0,
          max: 5,
        })}
      </Part>
      <Part title="Safety and the model">
        <Switch
          label="Abuse is refused by its words"
          description="Insults, threats and the like are neither answered nor passed on. Default: on."
          checked={form.abuse_rules_enabled}
          onChange={(event) => set({ abuse_rules_enabled: event.currentTarget.checked })}
        />
        <Switch
          label="Refuse while moderation cannot be reached"
          description="Only where this installation has a moderation model. Off: messages are answered meanwhile, by the other rules. Default: off."
          checked={form.moderation_failure === "closed"}
          onChange={(event) => set({ moderation_failure: event.currentTarget.checked ? "closed" : "open" })}
        />
        <TextInput
          label="Chat model"
          description="One of this installation’s chat models, by its name. Default: empty, its usual one; without any, answers are quotes."
          value={form.chat_model}
          error={field === "chat_model" ? problem?.message : undefined}
          onChange={(event) => set({ chat_model: event.currentTarget.value })}
          maw={420}
        />
        <NumberInput
          label="Freedom of wording"
          description="0: the same words every time; 2: very free. What it says is checked against your documents either way. Default: 0.3."
          min={0}
          max={2}
          step={0.1}
          decimalScale={2}
          value={form.temperature}
          error={field === "temperature" ? problem?.message : undefined}
          onChange={(value) => typeof value === "number" && set({ temperature: value })}
          maw={420}
        />
      </Part>
      <Paper
        withBorder
        shadow={count ? "sm" : undefined}
        p="md"
        pos={count ? "sticky" : undefined}
        bottom={8}
        style={{ zIndex: 10 }}
      >
        {count > 0 && policy.version !== seen && (
          <Alert color="orange" p="xs" mb="sm" role="alert" title={`Version ${policy.version} was saved meanwhile`}>
            What you changed is kept, on top of it. Look it over, then save.
          </Alert>
        )}
        {problem && problem.status !== 412 && (
          <Alert color="red" p="xs" mb="sm" role="alert">
            {problem.message}
          </Alert>
        )}
        {count > 0 && (
          <Box mb="xs">
            <WouldChange avee={policy.avee_id} changes={changed} />
          </Box>
        )}
        <Group justify="space-between">
          <Group gap={6} role="status">
            {save.isSuccess && !count && <Text size="sm">Saved.</Text>}
            <Text size="sm" c="dimmed">
              {count ? `${count} changed` : `Version ${policy.version}`}
            </Text>
          </Group>
          <Group gap="xs">
            <Button
              variant="default"
              disabled={!count}
              onClick={() => {
                forget();
                save.reset();
              }}
            >
              Undo changes
            </Button>
            <Button type="submit" disabled={!count} loading={save.isPending}>
              Save
            </Button>
          </Group>
        </Group>
      </Paper>
    </Stack>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Paper withBorder p="lg" component="section" aria-label={title}>
      <Title order={3} size="h5" mb="md">
        {title}
      </Title>
      <Stack gap="md">{children}</Stack>
    </Paper>
  );
}
