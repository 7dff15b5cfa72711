/** What is around every page: the way about, who is signed in, and whether the server is there. */
import {
  ActionIcon,
  Anchor,
  Badge,
  Burger,
  Button,
  Drawer,
  Group,
  Menu,
  Stack,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type ErrorComponentProps, Link, Outlet, useLocation, useMatches, useNavigate } from "@tanstack/react-router";
import { IconCloudOff, IconMoon, IconSun, IconUserCircle } from "@tabler/icons-react";
import { useEffect } from "react";

import { api } from "~/shared/api";
import { followEvents, useConnected } from "~/shared/liveEvents";
import { aveesQuery, meQuery, queryClient, queueQuery } from "~/shared/queries";
import { forgetOthers } from "~/shared/session";
import { clearStored } from "~/shared/storage";
import { Empty, Failed, Loading } from "~/shared/ui/states";

export function Shell() {
  const { data: me } = useQuery(meQuery);
  const [isOpen, menu] = useDisclosure(false);
  const meId = me?.id;
  useEffect(() => (meId ? followEvents() : undefined), [meId]);
  useSignInAgain(me === null);
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
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
          {me && <Burger className="hide-wide" size="sm" opened={isOpen} onClick={menu.toggle} aria-label="Menu" />}
          <Anchor component={Link} to="/" fw={700} c="inherit" underline="never">
            Orchestrator
          </Anchor>
          {me && (
            <Group component="nav" aria-label="Main" gap="xs" className="hide-small" wrap="nowrap">
              <Ways onGo={menu.close} />
            </Group>
          )}
        </Group>
        <Group gap="xs" wrap="nowrap">
          <Connection />
          <Scheme />
          {me ? (
            <Person name={me.display_name} />
          ) : me === null ? (
            <>
              <Button component={Link} to="/sign-in" size="xs" variant="default" className="hide-small">
                Sign in
              </Button>
              <Button component={Link} to="/sign-up" size="xs">
                Sign up
              </Button>
            </>
          ) : null}
        </Group>
      </Group>
      <Drawer opened={isOpen} onClose={menu.close} title="Menu" size="xs" closeButtonProps={{ "aria-label": "Close" }}>
        <Stack component="nav" aria-label="Main" gap="xs">
          <Ways onGo={menu.close} />
        </Stack>
      </Drawer>
      <main id="main" tabIndex={-1} style={{ outline: "none" }}>
        <Outlet />
      </main>
    </>
  );
}

/** A session that ended while its page was open: sign in, and come back to where one was. */
function useSignInAgain(isNobody: boolean): void {
  const isForMembers = useMatches({
    select: (matches) => matches.some((each) => each.routeId.startsWith("/signed-in")),
  });
  const { href, pathname } = useLocation();
  const navigate = useNavigate();
  // While one goes, the address is of where to and the page still of where from.
  const isGoing = pathname === "/sign-in";
  useEffect(() => {
    if (isNobody && isForMembers && !isGoing) void navigate({ to: "/sign-in", search: { then: href } });
  }, [isNobody, isForMembers, isGoing, href, navigate]);
}

function Ways({ onGo }: { onGo: () => void }) {
  const waiting = useWaiting();
  const style = { variant: "subtle", color: "gray", size: "compact-md", onClick: onGo } as const;
  const active = {
    activeProps: { "data-active": true, "aria-current": "page" as const, style: { background: "var(--app-mine)" } },
  };
  return (
    <>
      <Button
        component={Link}
        to="/messages"
        {...style}
        {...active}
        activeOptions={{ exact: true }}
        justify="flex-start"
        c="inherit"
      >
        Messages
      </Button>
      <Button
        component={Link}
        to="/messages/escalations"
        {...style}
        {...active}
        justify="flex-start"
        c="inherit"
        rightSection={
          waiting ? (
            <Badge size="sm" circle aria-label={`${waiting} waiting`}>
              {waiting}
            </Badge>
          ) : undefined
        }
      >
        Inbox
      </Button>
      <Button component={Link} to="/my-agents" {...style} {...active} justify="flex-start" c="inherit">
        My agents
      </Button>
    </>
  );
}

/** How many questions wait for this creator, as the inbox counts: one for each group. */
function useWaiting(): number {
  const { data: avees } = useQuery(aveesQuery);
  const { data: queue } = useQuery({ ...queueQuery, enabled: Boolean(avees?.length) });
  const mine = new Set(avees?.map((avee) => avee.id));
  return new Set(
    queue?.filter((each) => each.status === "accepted" && mine.has(each.avee_id)).map((each) => each.group_id),
  ).size;
}

function Connection() {
  const isConnected = useConnected();
  if (isConnected) return null;
  return (
    <Badge color="orange" variant="light" tt="none" leftSection={<IconCloudOff size={12} aria-hidden />} role="status">
      Reconnecting …
    </Badge>
  );
}

function Scheme() {
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

function Person({ name }: { name: string }) {
  const navigate = useNavigate();
  const signOut = async () => {
    await api.DELETE("/sessions/current");
    clearStored();
    // Away first: a page for members would send whoever is nobody to sign in.
    await navigate({ to: "/" });
    forgetOthers();
    queryClient.setQueryData(meQuery.queryKey, null);
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          className="only-sign"
          variant="default"
          size="xs"
          leftSection={<IconUserCircle size={16} aria-hidden />}
          maw={160}
          aria-label={`Account of ${name}`}
        >
          <span className="hide-small">{name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/settings">
          Settings
        </Menu.Item>
        <Menu.Item onClick={() => void signOut()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function Pending() {
  return <Loading />;
}

export function Broken({ error, reset }: ErrorComponentProps) {
  return <Failed error={error} retry={reset} />;
}

export function NotFound() {
  return (
    <Empty title="There is nothing here">
      <Text>The address may be mistyped, or what was here is gone.</Text>
      <Anchor component={Link} to="/">
        To the start
      </Anchor>
    </Empty>
  );
}
