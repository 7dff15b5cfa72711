/** How private a piece of knowledge is, from everyone to the few the creator trusts most. */
import type { Schema } from "~/shared/api";

export type Layer = Schema<"Layer">;

export const LAYERS: { value: Layer; label: string }[] = [
  { value: "public", label: "Everyone" },
  { value: "friends", label: "Friends" },
  { value: "intimate", label: "Intimate" },
];
