/** What is filled in for a webhook: its address, and which events are posted there. */
import { Checkbox, Group, TextInput } from "@mantine/core";
import type { ReactNode } from "react";

import { GROUPS } from "~/features/notifying/webhookKinds";

export interface WebhookValues {
  url: string;
  groups: string[];
}

interface Props {
  values: WebhookValues;
  urlError: string | undefined;
  onChange: (values: WebhookValues) => void;
  /** The buttons beside the address. */
  children: ReactNode;
}

export function WebhookFields({ values, urlError, onChange, children }: Props) {
  return (
    <>
      <Group align="flex-end" gap="xs">
        <TextInput
          label="Address"
          type="url"
          placeholder="https://example.org/hooks"
          required
          value={values.url}
          error={urlError}
          onChange={(event) => onChange({ ...values, url: event.currentTarget.value })}
          style={{ flex: 1, minWidth: 200 }}
        />
        {children}
      </Group>
      <Checkbox.Group
        label="Events"
        description="Ids and figures are sent, never a text that somebody wrote."
        value={values.groups}
        onChange={(groups) => onChange({ ...values, groups })}
      >
        <Group gap="md" mt="xs">
          {Object.entries(GROUPS).map(([value, label]) => (
            <Checkbox key={value} value={value} label={label} />
          ))}
        </Group>
      </Checkbox.Group>
    </>
  );
}
