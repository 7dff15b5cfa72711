/** Fields that the reader may only look at: nothing inside can be changed or pressed. */
import type { ReactNode } from "react";

export function ReadOnly({ when, children }: { when: boolean; children: ReactNode }) {
  return (
    <fieldset disabled={when} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
      {children}
    </fieldset>
  );
}
