/** Signing in, for the forms and for the buttons of the demo; asking as a guest, without an account. */
import { api, unwrap } from "~/shared/api";
import { meQuery, queryClient } from "~/shared/queries";
import { clearStored, readStored, writeStored } from "~/shared/storage";

/** With `takesGuest`, the account gets the conversations of the guest that the browser is. */
export async function signIn(email: string, password: string, takesGuest = false): Promise<void> {
  await unwrap(api.POST("/sessions", { body: { email, password, takes_guest: takesGuest } }));
  await loadSignedIn();
}

/** Makes the browser a guest of an agent, who asks without an account. */
export async function enterAsGuest(handle: string): Promise<void> {
  await unwrap(api.POST("/guests", { body: { handle } }));
  await loadSignedIn();
}

/** Opens a guest's conversation by the link of a mail. */
export async function returnByLink(token: string): Promise<void> {
  await unwrap(api.PUT("/guest-links/{token}", { params: { path: { token } } }));
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
