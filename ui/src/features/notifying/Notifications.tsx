/** Which notifications a person gets, how often, and where to. */
import {
  ActionIcon,
  Alert,
  Button,
  Checkbox,
  Code,
  Group,
  Paper,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { IconTrash } from "@tabler/icons-react";

import { api, unwrap } from "~/shared/api";
import { OWN_TIME_ZONE, timeZonesWith } from "~/shared/time";
import { submitTo } from "~/shared/ui/forms";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { Loaded } from "~/shared/ui/states";
import { AddTarget } from "~/features/notifying/AddTarget";
import {
  type NotificationForm,
  NOTIFICATIONS_KEY,
  type NotificationSettings,
  useNotificationForm,
} from "~/features/notifying/useNotificationForm";

const KINDS: Record<NotificationSettings["kinds"][number], string> = {
  question_accepted: "A question is in my inbox",
  assigned: "I am to answer a question",
  answered: "My question was answered",
  declined: "My question was declined",
  expired: "My question expired",
  corrected: "An answer that I received was corrected",
  asker_wrote: "Somebody wrote to me directly",
  trust_voided: "My agent’s answers are no longer proven right",
  webhook_disabled: "A webhook of my agent was switched off",
  channel_trouble: "A channel of my agent does not work",
  source_trouble: "A knowledge source cannot be read",
  source_changed: "A knowledge source has changed",
  payment_disputed: "A payment is disputed",
  money_owed: "Money is to be given back by hand",
};
const INTERVALS = [
  { value: "immediate", label: "At once" },
  { value: "hourly", label: "Every hour" },
  { value: "daily", label: "Once a day" },
];

export function Notifications() {
  const query = useQuery({ queryKey: NOTIFICATIONS_KEY, queryFn: () => unwrap(api.GET("/me/notifications")) });
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="notifications">
      <Title order={2} size="h4" id="notifications">
        More notifications
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        Besides mail: by chat services, push services and other mailboxes.
      </Text>
      <Loaded query={query}>
        {(settings) => (
          <details open={settings.targets.length > 0}>
            <summary>More services</summary>
            <Form settings={settings} />
          </details>
        )}
      </Loaded>
    </Paper>
  );
}

function Form({ settings }: { settings: NotificationSettings }) {
  const notifying = useNotificationForm(settings);
  const { form, set, save } = notifying;
  const test = useMutation({ mutationFn: () => unwrap(api.POST("/me/notifications/test")) });
  return (
    <Stack component="form" onSubmit={submitTo(() => save.mutate())}>
      <Checkbox.Group label="Notify me when" value={form.kinds} onChange={(value) => set({ kinds: value })}>
        <Stack gap={6} mt="xs">
          {Object.entries(KINDS).map(([value, label]) => (
            <Checkbox key={value} value={value} label={label} />
          ))}
        </Stack>
      </Checkbox.Group>
      <TimeFields notifying={notifying} />
      <TargetFields notifying={notifying} />
      <ProblemAlert error={save.error} />
      <ProblemAlert error={test.error} />
      {test.data?.items.map((each) => (
        <Alert key={each.target_id} color={each.is_sent ? "teal" : "orange"} role="status">
          {each.address}: {each.is_sent ? "sent" : each.error}
        </Alert>
      ))}
      <Group>
        <Button type="submit" loading={save.isPending}>
          Save
        </Button>
        <Button
          variant="default"
          disabled={!settings.targets.length}
          loading={test.isPending}
          onClick={() => test.mutate()}
        >
          Send a test
        </Button>
        {save.isSuccess && (
          <Text size="sm" c="dimmed" role="status">
            Saved.
          </Text>
        )}
      </Group>
    </Stack>
  );
}

function TimeFields({ notifying: { form, set } }: { notifying: NotificationForm }) {
  return (
    <Group align="flex-end">
      <Select
        label="How often"
        allowDeselect={false}
        value={form.digest}
        onChange={(value) => set({ digest: value as NotificationSettings["digest"] })}
        data={INTERVALS}
      />
      <TextInput
        type="time"
        label="Quiet hours from"
        value={form.from}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <TextInput
        type="time"
        label="Quiet hours until"
        value={form.until}
        onChange={(event) => set({ until: event.currentTarget.value })}
      />
      <Select
        label="Time zone"
        description={form.zone === OWN_TIME_ZONE ? undefined : `Yours is ${OWN_TIME_ZONE}`}
        searchable
        limit={50}
        allowDeselect={false}
        data={timeZonesWith(form.zone)}
        value={form.zone}
        onChange={(value) => set({ zone: value ?? "UTC" })}
      />
    </Group>
  );
}

function TargetFields({ notifying }: { notifying: NotificationForm }) {
  const { targets, removeTarget } = notifying;
  return (
    <div>
      <AddTarget notifying={notifying} />
      {targets.map((each, index) => (
        <Group key={each.id ?? each.url} gap="xs" mt="xs">
          <Code>{each.label}</Code>
          <Text size="xs" c="dimmed">
            {each.state ?? "not saved yet: press Save below"}
          </Text>
          <ActionIcon
            variant="subtle"
            color="red"
            aria-label={`Remove ${each.label}`}
            onClick={() => removeTarget(index)}
          >
            <IconTrash size={14} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
    </div>
  );
}
