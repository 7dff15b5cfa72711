/** Signing in, used by the forms and by the demo's buttons. */
import { api, unwrap } from "~/shared/api";
import { meQuery, queryClient } from "~/shared/queries";
import { clearStored, readStored, writeStored } from "~/shared/storage";

export async function signIn(email: string, password: string): Promise<void> {
  await unwrap(api.POST("/sessions", { body: { email, password } }));
  forgetOthers();
  const me = await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
  // A session may have ended by itself, with drafts left: they are for the same person to find again, and for nobody else.
  const before = readStored<string>("person", "");
  if (before && before !== me?.id) clearStored();
  writeStored("person", me?.id);
}

/** Nothing of whoever was signed in before stays; `me` itself is watched by the frame, so it is replaced, not removed. */
export function forgetOthers(): void {
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== "me" && query.queryKey[0] !== "demo" });
}
