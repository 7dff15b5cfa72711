/** A person's own settings: account, accounts elsewhere, devices, mail, payments, tokens, activity and data. */
import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";

import { Account } from "~/features/account/Account";
import { Devices } from "~/features/account/Devices";
import { Identities } from "~/features/account/elsewhere/Identities";
import { Tokens } from "~/features/account/Tokens";
import { MailSettings } from "~/features/notifying/MailSettings";
import { Notifications } from "~/features/notifying/Notifications";
import { MyPayments } from "~/features/payments/history/MyPayments";
import { MyMemberships } from "~/features/payments/MyMemberships";
import { Activity } from "~/features/rights/Activity";
import { YourData } from "~/features/rights/YourData";
import { meQuery } from "~/shared/queries";
import { Page } from "~/shared/ui/Page";

export function Settings() {
  const { data: me } = useQuery(meQuery);
  const { problem } = useSearch({ from: "/signed-in/settings" });
  return (
    <Page title="Settings" size="md">
      <Stack gap="lg">
        {me && <Account me={me} />}
        {me && <Identities me={me} problem={problem} />}
        <Devices />
        <MailSettings />
        <Notifications />
        <MyPayments />
        <MyMemberships />
        <Tokens />
        <Activity />
        {me && <YourData me={me} />}
      </Stack>
    </Page>
  );
}
