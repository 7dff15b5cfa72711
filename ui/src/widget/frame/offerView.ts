/** The offer to ask the creator, and after that the state of the question. */
import { accept, decline } from "~/widget/frame/conversation";
import { make } from "~/widget/frame/elements";
import { say } from "~/widget/frame/facts";
import { isSigned, Problem } from "~/widget/frame/session";
import { type Offer, state } from "~/widget/frame/state";

export function viewOffer(offer: Offer): HTMLElement | null {
  switch (offer.status) {
    case "pending":
      return openOffer(offer);
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
