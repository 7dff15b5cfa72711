/** The states of a view that has nothing to show yet: loading, empty and failed. */
import { Alert, Button, Center, Group, Loader, Stack, Text, Title } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { IconAlertCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";

import { asProblem } from "~/shared/api";

export function Loading({ what = "Loading" }: { what?: string }) {
  return (
    <Center py="xl" role="status">
      <Group gap="sm">
        <Loader size="sm" aria-hidden />
        <Text c="dimmed">{what} …</Text>
      </Group>
    </Center>
  );
}

export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  return (
    <Alert color="red" icon={<IconAlertCircle aria-hidden />} title="Something went wrong" role="alert" my="md">
      <Text size="sm">{asProblem(error).message}</Text>
      {retry && (
        <Button mt="sm" size="xs" variant="default" onClick={retry}>
          Try again
        </Button>
      )}
    </Alert>
  );
}

export function Empty({ title, children, icon }: { title: string; children?: ReactNode; icon?: ReactNode }) {
  return (
    <Center py={48} px="md">
      <Stack align="center" gap="xs" maw={460} ta="center">
        {icon}
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text c="dimmed" component="div">
          {children}
        </Text>
      </Stack>
    </Center>
  );
}

interface LoadedProps<T> {
  query: UseQueryResult<T>;
  what?: string;
  children: (data: T) => ReactNode;
}

/** The data of a query, or its loading or failed state. */
export function Loaded<T>({ query, what, children }: LoadedProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />;
  return <Loading what={what} />;
}
