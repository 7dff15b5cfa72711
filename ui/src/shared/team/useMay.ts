/** What the reader may do with an agent, by the role that the server tells; it refuses the rest by itself. */
import { useQuery } from "@tanstack/react-query";

import { aveesQuery, policyQuery } from "~/shared/queries";
import { includes, type Role } from "~/shared/team/roles";

/** Whether the reader has at least this role in the agent's team; false until it is known. */
export function useMay(avee: string, least: Role): boolean {
  const { data } = useQuery(aveesQuery);
  const role = data?.find((each) => each.id === avee)?.role;
  return role !== undefined && includes(role, least);
}

/** Whether the reader may send an answer: an answerer may not where the owner wants a second signature. */
export function useMaySend(avee: string): boolean {
  const mayAnswer = useMay(avee, "answerer");
  const mayEdit = useMay(avee, "editor");
  const { data: policy } = useQuery({ ...policyQuery(avee), enabled: mayAnswer && !mayEdit });
  return mayEdit || (mayAnswer && policy?.second_signature === false);
}
