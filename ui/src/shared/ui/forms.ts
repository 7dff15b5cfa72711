/** A form's onSubmit: the browser does not leave the page, and the action runs. */
import type { FormEvent } from "react";

export const submitTo = (action: () => void) => (event: FormEvent) => {
  event.preventDefault();
  action();
};
