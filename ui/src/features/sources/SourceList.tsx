/** Where an agent's documents come from by themselves: websites, feeds and files that other programs exported. */
import { Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";

import { Empty, Loaded } from "~/shared/ui/states";
import { AddSource } from "~/features/sources/AddSource";
import { SourceCard } from "~/features/sources/SourceCard";
import { isBusy, refreshSources, sourcesQuery } from "~/features/sources/sources";

export function SourceList({ avee, mayEdit }: { avee: string; mayEdit: boolean }) {
  const query = useQuery(sourcesQuery(avee));
  const busy = query.data?.items.filter(isBusy).length ?? 0;
  // When a look ends, its documents and proposals are there.
  useEffect(() => refreshSources(avee), [avee, busy]);
  return (
    <Stack component="section" aria-labelledby="sources" gap="sm">
      <Title order={2} size="h3" id="sources">
        Sources
      </Title>
      <Text size="sm" c="dimmed">
        A website or a feed is looked at again by itself: what changed is replaced, and what is gone twice is deleted.
        From an export, your old answers are proposed to you below.
      </Text>
      {mayEdit && <AddSource avee={avee} />}
      <Loaded query={query}>
        {(page) =>
          page.items.length === 0 ? (
            <Empty title="No sources yet">Documents that you upload yourself need none.</Empty>
          ) : (
            <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: "none" }} aria-label="Sources">
              {page.items.map((each) => (
                <li key={each.id}>
                  <SourceCard source={each} mayEdit={mayEdit} />
                </li>
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Stack>
  );
}
