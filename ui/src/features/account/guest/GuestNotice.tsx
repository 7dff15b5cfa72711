/** A quiet line above a guest's pages: what a guest has, and the way to keep it. */
import { Anchor, Group, Modal, Text } from "@mantine/core";
import { useState } from "react";
import { Link, useLocation, useNavigate } from "@tanstack/react-router";

import { AccountForm } from "~/features/account/AccountForm";
import { LookForTheMail } from "~/features/account/LookForTheMail";
import { useNoticeHeight } from "~/features/account/useNoticeHeight";

export function GuestNotice() {
  const [isOpen, setOpen] = useState(false);
  const { pathname, href } = useLocation();
  const isShown = pathname.startsWith("/messages");
  const ref = useNoticeHeight(isShown);
  if (!isShown) return null;
  return (
    <Group
      ref={ref}
      component="aside"
      aria-label="You ask as a guest"
      gap={6}
      px="md"
      py={4}
      style={{ borderBottom: "1px solid var(--mantine-color-default-border)" }}
    >
      <Text size="xs" c="dimmed">
        You ask as a guest.
      </Text>
      <Anchor component="button" type="button" size="xs" underline="always" onClick={() => setOpen(true)}>
        Keep your conversations with an account
      </Anchor>
      <Text size="xs" c="dimmed">
        or
      </Text>
      <Text size="xs">
        <Link className="link" to="/sign-in" search={{ then: href }}>
          sign in
        </Link>
      </Text>
      <UpgradeDialog isOpen={isOpen} onClose={() => setOpen(false)} />
    </Group>
  );
}

function UpgradeDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [pending, setPending] = useState<string | null>(null);
  const { href } = useLocation();
  const navigate = useNavigate();
  const done = () => {
    onClose();
    void navigate({ href, replace: true });
  };
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={pending ? "Look for our mail" : "Keep your conversations"}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Text size="sm" mb="md">
        {pending
          ? "Until you open the link, you can go on here as a guest."
          : "Your account gets everything that you asked here, and you can open it in any browser."}
      </Text>
      {pending ? <LookForTheMail email={pending} /> : <AccountForm onPending={setPending} onDone={done} />}
    </Modal>
  );
}
