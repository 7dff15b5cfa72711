/** The name and the handle of a new account. */
import { TextInput } from "@mantine/core";
import type { ChangeEvent } from "react";

interface Props {
  form: { display_name: string; handle: string };
  set: (name: "display_name" | "handle") => (event: ChangeEvent<HTMLInputElement>) => void;
  errorOf: (name: "display_name" | "handle") => string | undefined;
}

export function NameFields({ form, set, errorOf }: Props) {
  return (
    <>
      <TextInput
        label="Name"
        description="The name that others see."
        autoComplete="name"
        required
        value={form.display_name}
        onChange={set("display_name")}
        error={errorOf("display_name")}
      />
      <TextInput
        label="Handle"
        description="Your name in links: lowercase letters, digits and hyphens."
        leftSection="@"
        autoComplete="username"
        autoCapitalize="none"
        required
        value={form.handle}
        onChange={set("handle")}
        error={errorOf("handle")}
      />
    </>
  );
}
