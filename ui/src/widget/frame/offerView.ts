/** The offer to ask the creator, and after that the state of the question. */
import { canBePaid, referenceOf } from "~/shared/money/canBePaid";
import { moneyInWords } from "~/shared/money/money";
import { accept, decline } from "~/widget/frame/conversation";
import { make } from "~/widget/frame/elements";
import { say } from "~/widget/frame/facts";
import { isSigned, Problem } from "~/widget/frame/session";
import { type Offer, state } from "~/widget/frame/state";

export function viewOffer(offer: Offer): HTMLElement | null {
  switch (offer.status) {
    case "pending":
      return offer.payment && canBePaid(offer.payment) ? toPay(offer.payment) : openOffer(offer);
    case "accepted":
      return status(say("waiting"));
    case "declined":
      return offer.declined_by === "creator" ? status(say("declined")) : null;
    case "expired":
      return offer.replaced_by ? null : status(offer.accepted_at ? say("declined") : say("ended"));
    default:
      return null;
  }
}

/** An accepted offer that waits for its money: the page to pay on, or what the creator wrote of how to pay. */
function toPay(payment: NonNullable<Offer["payment"]>): HTMLElement {
  const price = moneyInWords(payment);
  const { checkout_url: url } = payment;
  return make(
    "div",
    { class: "offer", role: "group", "aria-label": say("offer") },
    make("p", { class: "heading" }, price),
    url && make("p", {}, make("a", { href: url, target: "_blank", rel: "noopener" }, `${say("yes")} – ${price}`)),
    make("p", { style: "white-space:pre-line" }, state.howToPay.get(payment.id) ?? ""),
    payment.way === "by_hand" && make("p", {}, referenceOf(payment)),
  );
}

/** Whether a guest has to leave an address first. */
export const needsAddress = () => !isSigned() && !state.email;

function openOffer(offer: Offer): HTMLElement {
  const trouble = make("p", { role: "alert", class: "trouble", hidden: true });
  const attempt = async (move: () => Promise<void>) => {
    trouble.hidden = true;
    for (const button of card.querySelectorAll("button")) button.disabled = true;
    try {
      await move();
    } catch (error) {
      trouble.textContent = (error instanceof Problem && error.message) || say("failed");
      trouble.hidden = false;
    } finally {
      for (const button of card.querySelectorAll("button")) button.disabled = false;
    }
  };
  const address = needsAddress() ? addressField(offer.id) : null;
  const card = make(
    "form",
    {
      class: "offer",
      "aria-label": say("offer"),
      submit: (event) => {
        event.preventDefault();
        void attempt(() => accept(offer, address?.input.value.trim() ?? ""));
      },
    },
    make("p", { class: "heading" }, say("offer")),
    make("p", {}, say("offer_text")),
    offer.price && make("p", { class: "heading" }, moneyInWords(offer.price)),
    address?.field,
    trouble,
    make(
      "div",
      { class: "choices" },
      make("button", { class: "filled" }, say("yes")),
      make("button", { type: "button", click: () => void attempt(() => decline(offer)) }, say("no")),
    ),
  );
  return card;
}

function addressField(offer: string) {
  const [id, note] = [`address-${offer}`, `note-${offer}`];
  const input = make("input", {
    id,
    type: "email",
    required: true,
    autocomplete: "email",
    maxlength: "254",
    "aria-describedby": note,
  });
  const label = make("label", { for: id }, say("address"));
  return { input, field: make("div", {}, label, make("small", { id: note }, say("address_note")), input) };
}

function status(text: string): HTMLElement {
  return make("p", { class: "status" }, text);
}
