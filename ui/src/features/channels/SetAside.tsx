/** What came into a mailbox and was not answered: machines, forged senders, mails that came back. */
import { Button, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, type Schema, unwrap } from "~/shared/api";
import { relative } from "~/shared/time";
import { Loaded } from "~/shared/ui/states";

const REASONS: Record<Schema<"AsideOut">["reason"], string> = {
  machine: "a machine or a list wrote it",
  own: "an agent wrote it",
  forged: "the mail server says that the sender is false",
  unreadable: "it cannot be read, or names nobody to answer",
  too_many: "too many mails went there within an hour",
  returned: "a mail came back; nothing is sent there until somebody writes from there",
};

export function SetAside({ avee, channel }: { avee: string; channel: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-xs" variant="subtle" onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
        Mails that were not answered
      </Button>
      {isOpen && <Mails avee={avee} channel={channel} />}
    </>
  );
}

function Mails({ avee, channel }: { avee: string; channel: string }) {
  const query = useQuery({
    queryKey: ["channels", avee, channel, "set-aside"],
    queryFn: () =>
      unwrap(
        api.GET("/avees/{avee_id}/channels/{channel_id}/set-aside", {
          params: { path: { avee_id: avee, channel_id: channel } },
        }),
      ),
  });
  return (
    <Loaded query={query}>
      {(page) =>
        page.items.length === 0 ? (
          <Text size="sm" c="dimmed">
            None.
          </Text>
        ) : (
          <Stack gap="xs" component="ul" p={0} style={{ listStyle: "none" }} aria-label="Mails that were not answered">
            {page.items.map((each) => (
              <li key={each.id}>
                <Text size="sm" style={{ overflowWrap: "anywhere" }}>
                  <bdi>{each.sender}</bdi>: {REASONS[each.reason]}, {relative(each.received_at)}
                </Text>
                <Text size="xs" c="dimmed" lineClamp={2} dir="auto" style={{ overflowWrap: "anywhere" }}>
                  {each.text}
                </Text>
              </li>
            ))}
          </Stack>
        )
      }
    </Loaded>
  );
}
