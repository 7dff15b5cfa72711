/** Signing in, for the forms and for the buttons of the demo. */
import { api, unwrap } from "~/shared/api";
import { meQuery, queryClient } from "~/shared/queries";
import { clearStored, readStored, writeStored } from "~/shared/storage";

export async function signIn(email: string, password: string): Promise<void> {
  await unwrap(api.POST("/sessions", { body: { email, password } }));
  await loadSignedIn();
}

/** Loads who is signed in by now, and forgets what was loaded for anybody else. */
export async function loadSignedIn(): Promise<void> {
  forgetLoadedData();
  const me = await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
  // A session may have ended with drafts left in this browser. Only the same person may see them again.
  const before = readStored<string>("person", "");
  if (before && before !== me?.id) clearStored();
  writeStored("person", me?.id);
}

/** Drops the data of the person who was signed in before, except `me`: the frame observes it, so it is replaced. */
export function forgetLoadedData(): void {
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== "me" && query.queryKey[0] !== "demo" });
}
