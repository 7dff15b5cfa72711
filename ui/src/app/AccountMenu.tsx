/** The signed-in person's menu: settings and signing out. */
import { Button, Menu } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { IconUserCircle } from "@tabler/icons-react";

import { api } from "~/shared/api";
import { meQuery, queryClient } from "~/shared/queries";
import { forgetLoadedData } from "~/shared/session";
import { clearStored } from "~/shared/storage";

export function AccountMenu({ name }: { name: string }) {
  const navigate = useNavigate();
  const signOut = async () => {
    await api.DELETE("/sessions/current");
    clearStored();
    // The page changes first: a page for members would send a signed-out person to sign in.
    await navigate({ to: "/" });
    forgetLoadedData();
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
          <bdi className="hide-small">{name}</bdi>
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
