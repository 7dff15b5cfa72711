/** The figure beside everything that is reused: how often it is wrong at most, or what is missing to say so. */
import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { api, unwrap } from "~/shared/api";
import { keys } from "~/shared/queries";

export function StandingLine({ avee }: { avee: string }) {
  const query = useQuery({
    queryKey: keys.trust(avee),
    queryFn: () => unwrap(api.GET("/avees/{avee_id}/trust", { params: { path: { avee_id: avee } } })),
  });
  if (!query.data) return null;
  return <Text size="sm" c="dimmed">Answers of yours that are reused: {query.data.standing.line}.</Text>;
}
