import { Container, Group, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";

interface Props {
  title: string;
  actions?: ReactNode;
  size?: string;
  children: ReactNode;
}

/** A page with its heading, which is also the title of the window. */
export function Page({ title, actions, size = "lg", children }: Props) {
  useTitle(title);
  return (
    <Container size={size} py="lg" px={{ base: "md", sm: "lg" }}>
      <Group justify="space-between" align="flex-start" mb="lg" gap="sm">
        <Title order={1} size="h2">
          {title}
        </Title>
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
