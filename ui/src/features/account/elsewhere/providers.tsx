/** The accounts elsewhere by which people sign in here, as buttons; nothing where the installation has none. */
import { Alert, Button, Divider, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { api, unwrap } from "~/shared/api";

export function useProviders() {
  return useQuery({
    queryKey: ["providers"],
    queryFn: async () => (await unwrap(api.GET("/auth/providers"))).items,
    staleTime: Infinity,
  });
}

/** The provider's page is another site, so that each is a link and not a request of the app. */
export function ProviderButtons({ then }: { then?: string }) {
  const { data: providers } = useProviders();
  if (!providers?.length) return null;
  return (
    <Stack gap="xs" mt="md">
      <Divider label="or" />
      {providers.map((each) => (
        <Button
          key={each.name}
          component="a"
          variant="default"
          href={`/auth/${each.name}/start${then ? `?return_to=${encodeURIComponent(then)}` : ""}`}
        >
          Continue with {each.label}
        </Button>
      ))}
    </Stack>
  );
}

const PROBLEMS: Partial<Record<string, string>> = {
  provider_unknown: "This way to sign in does not exist here any more.",
  provider_unavailable: "This way to sign in does not work just now. Try again later, or sign in another way.",
  attempt_unknown:
    "This sign-in was begun in another browser, was used already, or took longer than ten minutes. Begin again.",
  sign_in_refused: "The sign-in was cancelled.",
  confirm_first: "Open the link that we mailed to you to confirm your address; then you can sign in.",
  address_unconfirmed:
    "You have an account here whose address is not confirmed yet. " +
    "Sign in with your password, then link the account under Settings.",
  identity_taken: "This account is linked to another account here already. Unlink it there first.",
  too_many_requests: "Too many sign-ins from your network. Try again in a minute.",
};
const UNVERIFIED = "The answer of the other side could not be verified, so nothing was done. Begin again.";

/** What went wrong on the way to a provider and back; the address of the page names it. */
export function ProviderProblem({ code }: { code?: string }) {
  if (!code) return null;
  return (
    <Alert color="red" role="alert" mb="md">
      {PROBLEMS[code] ?? UNVERIFIED}
    </Alert>
  );
}
