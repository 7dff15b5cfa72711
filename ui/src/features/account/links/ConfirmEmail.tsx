/** Where the link of a mail leads that confirms an address. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";

import { MailedLink } from "~/features/account/links/MailedLink";
import { api, unwrap } from "~/shared/api";
import { meQuery } from "~/shared/queries";

export function ConfirmEmail() {
  const { token } = useParams({ from: "/confirm-email/$token" });
  const { data: me } = useQuery(meQuery);
  return (
    <MailedLink
      title="Confirm your address"
      question="Is the address to which this mail came yours? Then confirm it here."
      button="Confirm the address"
      done="Thank you, your address is confirmed. Answers reach you by mail from now on."
      send={() => unwrap(api.PUT("/email-confirmations/{token}", { params: { path: { token } } }))}
      next={{ to: "/messages", label: "Go to your messages" }}
      renew={
        me
          ? { at: "/settings", label: "Send a new link from your settings" }
          : { at: "/forgot-password", label: "Send a new link" }
      }
    />
  );
}
