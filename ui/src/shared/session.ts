/** Signing in, used by the forms and by the demo's buttons. */
import { api, unwrap } from "~/shared/api";
import { meQuery, queryClient } from "~/shared/queries";

export async function signIn(email: string, password: string): Promise<void> {
  await unwrap(api.POST("/sessions", { body: { email, password } }));
  forgetOthers();
  await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
}

/** Nothing of whoever was signed in before stays; `me` itself is watched by the frame, so it is replaced, not removed. */
export function forgetOthers(): void {
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== "me" && query.queryKey[0] !== "demo" });
}
