import { Button, Code, CopyButton, Group } from "@mantine/core";

export function ShareLink({ handle }: { handle: string }) {
  const link = `${location.origin}/@${handle}`;
  return (
    <Group gap="xs">
      <Code fz="sm" p="xs" style={{ overflowWrap: "anywhere" }}>
        {link}
      </Code>
      <CopyButton value={link}>
        {({ copied, copy }) => (
          <Button size="compact-sm" variant="default" onClick={copy}>
            {copied ? "Copied" : "Copy"}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
