/** Where to send notifications: a service, and the few things that it asks for. */
import { Anchor, Button, Group, PasswordInput, Select, Stack, Text, TextInput } from "@mantine/core";

import type { NotificationForm } from "~/features/notifying/useNotificationForm";
import { type Field, isComplete, isMailAddress, SERVICES } from "~/features/notifying/services";

export function AddTarget({ notifying }: { notifying: NotificationForm }) {
  const { service, typed, setService, setTyped, addTarget } = notifying;
  const mail = service.name === "email" ? undefined : Object.values(typed).find((text) => text && isMailAddress(text));
  return (
    <Stack gap="xs" role="group" aria-label="Add a place to send to">
      <Select
        label="Send by"
        allowDeselect={false}
        value={service.name}
        onChange={(name) => setService(name ?? service.name)}
        data={SERVICES.map(({ name, label }) => ({ value: name, label }))}
        maw={260}
      />
      <Text size="sm" c="dimmed">
        {service.help}{" "}
        {service.name === "other" && (
          <Anchor href="https://github.com/caronc/apprise/wiki" target="_blank" rel="noopener noreferrer" inherit>
            How such addresses are written
          </Anchor>
        )}
      </Text>
      <Group align="flex-end" gap="xs">
        {service.fields.map((field) => (
          <ServiceField
            key={`${service.name} ${field.name}`}
            field={field}
            value={typed[field.name] ?? ""}
            onChange={(text) => setTyped({ [field.name]: text })}
          />
        ))}
        <Button variant="default" disabled={!isComplete(service, typed)} onClick={addTarget}>
          Add
        </Button>
      </Group>
      {mail && (
        <Text size="sm" role="status">
          That is a mail address.{" "}
          <Anchor component="button" type="button" inherit onClick={() => setService("email", { to: mail.trim() })}>
            Send to it by email
          </Anchor>
        </Text>
      )}
    </Stack>
  );
}

function ServiceField({ field, value, onChange }: { field: Field; value: string; onChange: (text: string) => void }) {
  const common = {
    label: field.isOptional ? `${field.label} (optional)` : field.label,
    description: field.description,
    placeholder: field.placeholder,
    value,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => onChange(event.currentTarget.value),
    style: { flex: "1 1 220px" },
    autoComplete: "off",
  };
  return field.type === "password" ? <PasswordInput {...common} /> : <TextInput type={field.type} {...common} />;
}
