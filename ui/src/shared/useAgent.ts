import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";

import type { Schema } from "~/shared/api";
import { aveesQuery } from "~/shared/queries";

/** The signed-in person's agent in the address. Only for pages in AgentLayout, which loads it first. */
export function useAgent(): Schema<"AveeOut"> {
  const { handle } = useParams({ strict: false });
  const { data } = useQuery(aveesQuery);
  const found = data?.find((each) => each.handle === handle);
  if (!found) throw new Error("You have no agent with this handle.");
  return found;
}
