import { Container, Group, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";

/** A page with its heading, which is also the window's title. */
export function Page({
  title,
  lead,
  actions,
  size = "lg",
  children,
}: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  size?: string;
  children: ReactNode;
}) {
  useTitle(title);
  return (
    <Container size={size} py="lg" px={{ base: "md", sm: "lg" }}>
      <Group justify="space-between" align="flex-start" mb="lg" gap="sm">
        <div>
          <Title order={1} size="h2">
            {title}
          </Title>
          {lead && (
            <Text c="dimmed" mt={4} component="div">
              {lead}
            </Text>
          )}
        </div>
        {actions}
      </Group>
      {children}
    </Container>
  );
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Orchestrator`;
  }, [title]);
}
