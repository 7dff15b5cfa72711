import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";

import type { Schema } from "~/shared/api";
import { aveesQuery } from "~/shared/queries";

/** The own agent the address names. Below the agent's frame, which has loaded it, it is there. */
export function useAgent(): Schema<"AveeOut"> {
  const { handle } = useParams({ strict: false });
  const { data } = useQuery(aveesQuery);
  const found = data?.find((each) => each.handle === handle);
  if (!found) throw new Error("There is no such agent of yours.");
  return found;
}
