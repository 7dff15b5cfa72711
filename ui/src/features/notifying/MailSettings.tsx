/** Which mails a person gets, when and in which language; and whether their mail server takes them. */
import { Alert, Button, Checkbox, Group, Paper, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { KIND_OF_MAIL, LANGUAGES, OPTIONAL } from "~/features/notifying/kindsOfMail";
import { api, ifMatch, type Schema, splitProblem, unwrap } from "~/shared/api";
import { queryClient } from "~/shared/queries";
import { dateTime, OWN_TIME_ZONE, timeZonesWith } from "~/shared/time";
import { submitTo } from "~/shared/ui/forms";
import { PersonName } from "~/shared/ui/PersonText";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { Loaded } from "~/shared/ui/states";

type Mail = Schema<"MailOut">;
const KEY = ["mail"];
const keep = (saved: Mail) => queryClient.setQueryData(KEY, saved);

export function MailSettings() {
  const query = useQuery({ queryKey: KEY, queryFn: () => unwrap(api.GET("/me/mail")) });
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="mail">
      <Title order={2} size="h4" id="mail" mb="sm">
        Mail
      </Title>
      <Loaded query={query}>
        {(mail) => (
          <Stack>
            <State mail={mail} />
            <Form mail={mail} />
            <Recent mails={mail.recent} />
          </Stack>
        )}
      </Loaded>
    </Paper>
  );
}

function State({ mail }: { mail: Mail }) {
  const resume = useMutation({ mutationFn: () => unwrap(api.POST("/me/mail/resume")), onSuccess: keep });
  const send = useMutation({ mutationFn: () => unwrap(api.POST("/me/email-confirmations")) });
  if (mail.refusal)
    return (
      <Alert color="red" role="alert" title="Your mail server refuses our mails">
        <Stack gap="xs" align="flex-start">
          <Text size="sm">
            Nothing is sent to <PersonName>{mail.refusal.address}</PersonName> since {dateTime(mail.refusal.since)}.
          </Text>
          <Text size="sm">
            <PersonName>{mail.refusal.reason}</PersonName>
          </Text>
          <Button size="xs" variant="default" loading={resume.isPending} onClick={() => resume.mutate()}>
            It works again
          </Button>
          <ProblemAlert error={resume.error} />
        </Stack>
      </Alert>
    );
  if (!mail.is_confirmed)
    return (
      <Alert color="yellow" role="status" title="Your address is not confirmed">
        <Stack gap="xs" align="flex-start">
          <Text size="sm">Open the link that we mailed to you. Until then nothing else is mailed.</Text>
          {send.isSuccess ? (
            <Text size="sm">Sent again.</Text>
          ) : (
            <Button size="xs" variant="default" loading={send.isPending} onClick={() => send.mutate()}>
              Send the link again
            </Button>
          )}
          <ProblemAlert error={send.error} />
        </Stack>
      </Alert>
    );
  return null;
}

function Form({ mail }: { mail: Mail }) {
  const [form, setForm] = useState({
    wanted: mail.wanted,
    digest_at: mail.digest_at.slice(0, 5),
    time_zone: mail.time_zone,
    language: mail.language,
  });
  const set = (changes: Partial<typeof form>) => setForm((before) => ({ ...before, ...changes }));
  // The version that the form was filled from.
  const [version, setVersion] = useState(mail.version);
  const save = useMutation({
    mutationFn: () => unwrap(api.PUT("/me/mail", { params: { header: ifMatch(version) }, body: form })),
    onSuccess: (saved) => {
      keep(saved);
      setVersion(saved.version);
    },
  });
  const { errorOf, rest } = splitProblem(save.error, ["digest_at", "time_zone", "language"]);
  return (
    <Stack component="form" onSubmit={submitTo(() => save.mutate())}>
      <Checkbox.Group label="Mail me" value={form.wanted} onChange={(value) => set({ wanted: value })}>
        <Stack gap={6} mt="xs">
          {OPTIONAL.map((kind) => (
            <Checkbox key={kind} value={kind} label={KIND_OF_MAIL[kind]} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Group align="flex-end">
        <TextInput
          type="time"
          label="Summary at"
          required
          value={form.digest_at}
          error={errorOf("digest_at")}
          onChange={(event) => set({ digest_at: event.currentTarget.value })}
        />
        <Select
          label="Time zone of mails"
          description={form.time_zone === OWN_TIME_ZONE ? undefined : `Yours is ${OWN_TIME_ZONE}`}
          searchable
          limit={50}
          allowDeselect={false}
          data={timeZonesWith(form.time_zone)}
          value={form.time_zone}
          error={errorOf("time_zone")}
          onChange={(value) => set({ time_zone: value ?? "UTC" })}
        />
        <Select
          label="Language of mails"
          searchable
          allowDeselect={false}
          data={LANGUAGES}
          value={form.language}
          error={errorOf("language")}
          onChange={(value) => set({ language: value ?? "en" })}
        />
      </Group>
      <ProblemAlert error={rest} />
      <Group>
        <Button type="submit" loading={save.isPending}>
          Save mail settings
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

const STATUS: Record<string, string> = {
  waiting: "on its way",
  sent: "sent",
  failed: "given up",
  dropped: "not sent",
};

function Recent({ mails }: { mails: Mail["recent"] }) {
  if (!mails.length) return null;
  return (
    <details>
      <summary>The last mails to you</summary>
      <Stack gap="xs" mt="xs">
        {mails.map((each) => (
          <div key={each.id}>
            <Text size="sm">{KIND_OF_MAIL[each.kind]}</Text>
            <Text size="xs" c="dimmed">
              {dateTime(each.sent_at ?? each.created_at)} · {STATUS[each.status] ?? each.status}
              {each.last_error && <PersonName>{` · ${each.last_error}`}</PersonName>}
            </Text>
          </div>
        ))}
      </Stack>
    </details>
  );
}
