/** A person's own settings: account, signed-in devices, mail, notifications, API tokens, activity and data. */
import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { Account } from "~/features/account/Account";
import { Devices } from "~/features/account/Devices";
import { Tokens } from "~/features/account/Tokens";
import { MailSettings } from "~/features/notifying/MailSettings";
import { Notifications } from "~/features/notifying/Notifications";
import { Activity } from "~/features/rights/Activity";
import { YourData } from "~/features/rights/YourData";
import { meQuery } from "~/shared/queries";
import { Page } from "~/shared/ui/Page";

export function Settings() {
  const { data: me } = useQuery(meQuery);
  return (
    <Page title="Settings" size="md">
      <Stack gap="lg">
        {me && <Account me={me} />}
        <Devices />
        <MailSettings />
        <Notifications />
        <Tokens />
        <Activity />
        {me && <YourData me={me} />}
      </Stack>
    </Page>
  );
}
