/** Where the links of mails about a change of the address lead: one makes the change, one undoes it. */
import { useParams } from "@tanstack/react-router";

import { MailedLink } from "~/features/account/links/MailedLink";
import { api, unwrap } from "~/shared/api";

const NEXT = { to: "/settings", label: "Go to your settings" } as const;
const RENEW = { at: "/settings", label: "Go to your settings" } as const;

export function ConfirmNewAddress() {
  const { token } = useParams({ from: "/new-address/$token" });
  return (
    <MailedLink
      title="Your new address"
      question="Is the address to which this mail came yours? Then your account has it from now on."
      button="Use this address"
      done="Your account has its new address. For seven days, the change can be undone from a mail to the old one."
      send={() => unwrap(api.PUT("/email-changes/{token}", { params: { path: { token } } }))}
      next={NEXT}
      renew={RENEW}
    />
  );
}

export function UndoAddress() {
  const { token } = useParams({ from: "/undo-address/$token" });
  return (
    <MailedLink
      title="Undo the change of your address"
      question="Your account gets its old address back. You are signed out everywhere and choose a new password."
      button="Undo the change"
      done="Your account has its old address back. We mailed you a link there by which you choose a new password."
      send={() => unwrap(api.PUT("/email-undos/{token}", { params: { path: { token } } }))}
      next={NEXT}
      renew={RENEW}
    />
  );
}
