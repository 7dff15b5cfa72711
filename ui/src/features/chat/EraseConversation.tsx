/** Erasing a conversation, for the person who started it. */
import { ActionIcon, Button, Group, Menu, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { IconDots } from "@tabler/icons-react";

import { api, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

export function EraseConversation({ id }: { id: string }) {
  const [isOpen, dialog] = useDisclosure(false);
  const navigate = useNavigate();
  const erase = useMutation({
    mutationFn: () =>
      unwrap(api.DELETE("/conversations/{conversation_id}", { params: { path: { conversation_id: id } } })),
    onSuccess: async () => {
      await navigate({ to: "/messages" });
      queryClient.removeQueries({ queryKey: keys.messages(id) });
      await queryClient.invalidateQueries({ queryKey: keys.conversations });
    },
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" ml="auto" aria-label="More about this conversation">
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item color="red" onClick={dialog.open}>
            Erase the conversation …
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title="Erase this conversation?"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Stack>
          <Text size="sm">
            It is erased for you and for the creator, with everything in it. A question in it that waits is withdrawn.
            An answer that the creator gave stays with them, without your words.
          </Text>
          <ProblemAlert error={erase.error} />
          <Group>
            <Button color="red" loading={erase.isPending} onClick={() => erase.mutate()}>
              Erase for good
            </Button>
            <Button variant="default" onClick={dialog.close}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
