/** The frame around every page: navigation, the signed-in person, and the state of the connection. */
import {
  ActionIcon,
  Anchor,
  Badge,
  Burger,
  Button,
  Drawer,
  Group,
  Stack,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useMatches, useNavigate } from "@tanstack/react-router";
import { IconCloudOff, IconMoon, IconSun } from "@tabler/icons-react";
import { useEffect } from "react";

import { AccountMenu } from "~/app/AccountMenu";
import { MainLinks } from "~/app/MainLinks";
import { ConfirmNotice } from "~/features/account/ConfirmNotice";
import { GuestNotice } from "~/features/account/guest/GuestNotice";
import { followEvents, useConnected } from "~/shared/liveEvents";
import { meQuery } from "~/shared/queries";

export function Shell() {
  const { data: me } = useQuery(meQuery);
  const [isOpen, menu] = useDisclosure(false);
  const meId = me?.id;
  const member = me && !me.guest_of ? me : null;
  useEffect(() => (meId ? followEvents() : undefined), [meId]);
  useSignInAgain(me === null);
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <Group
        component="header"
        h={56}
        px="md"
        justify="space-between"
        wrap="nowrap"
        style={{ borderBottom: "1px solid var(--mantine-color-default-border)" }}
      >
        <Group gap="lg" wrap="nowrap">
          {member && <Burger className="hide-wide" size="sm" opened={isOpen} onClick={menu.toggle} aria-label="Menu" />}
          <Anchor component={Link} to="/" fw={700} c="inherit" underline="never">
            Orchestrator
          </Anchor>
          {member && (
            <Group component="nav" aria-label="Main" gap="xs" className="hide-small" wrap="nowrap">
              <MainLinks onGo={menu.close} />
            </Group>
          )}
        </Group>
        <Group gap="xs" wrap="nowrap">
          <ConnectionBadge />
          <ColorSchemeButton />
          {member && <AccountMenu name={member.display_name} />}
          {me !== undefined && !member && <SignInButtons />}
        </Group>
      </Group>
      <Drawer opened={isOpen} onClose={menu.close} title="Menu" size="xs" closeButtonProps={{ "aria-label": "Close" }}>
        <Stack component="nav" aria-label="Main" gap="xs">
          {member && <MainLinks onGo={menu.close} />}
        </Stack>
      </Drawer>
      {member && <ConfirmNotice me={member} />}
      {me?.guest_of && <GuestNotice />}
      <main id="main" tabIndex={-1} style={{ outline: "none" }}>
        <Outlet />
      </main>
    </>
  );
}

/** Where the session ends while a page for members is open, the person signs in and comes back to it. */
function useSignInAgain(isSignedOut: boolean): void {
  const isForMembers = useMatches({
    select: (matches) => matches.some((each) => each.routeId.startsWith("/signed-in")),
  });
  const { href, pathname } = useLocation();
  const navigate = useNavigate();
  // During a navigation, the location is the new one while the matches are still those of the old page.
  const isLeaving = pathname === "/sign-in";
  useEffect(() => {
    if (isSignedOut && isForMembers && !isLeaving) void navigate({ to: "/sign-in", search: { then: href } });
  }, [isSignedOut, isForMembers, isLeaving, href, navigate]);
}

function SignInButtons() {
  return (
    <>
      <Button component={Link} to="/sign-in" size="xs" variant="default" className="hide-small">
        Sign in
      </Button>
      <Button component={Link} to="/sign-up" size="xs">
        Sign up
      </Button>
    </>
  );
}

function ConnectionBadge() {
  const isConnected = useConnected();
  if (isConnected) return null;
  return (
    <Badge color="orange" variant="light" tt="none" leftSection={<IconCloudOff size={12} aria-hidden />} role="status">
      Reconnecting …
    </Badge>
  );
}

function ColorSchemeButton() {
  const { setColorScheme } = useMantineColorScheme();
  const current = useComputedColorScheme("light");
  const other = current === "light" ? "dark" : "light";
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={`Switch to ${other} colours`}
      onClick={() => setColorScheme(other)}
    >
      {current === "light" ? <IconMoon size={18} aria-hidden /> : <IconSun size={18} aria-hidden />}
    </ActionIcon>
  );
}
