/** What the team does about a question: loaded where there is a team, and telling the others what one does oneself. */
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";

import { api, unwrap } from "~/shared/api";
import { keys } from "~/shared/queries";

export const workKey = (question: string) => ["queue", "work", question] as const;
/** Milliseconds; the others forget about somebody who is silent for a minute. */
const STILL_HERE_MS = 25_000;

export function useTeamwork(avee: string, question: string, isWriting: boolean) {
  const team = useQuery({
    queryKey: keys.team(avee),
    queryFn: () => unwrap(api.GET("/avees/{avee_id}/team", { params: { path: { avee_id: avee } } })),
  });
  const people = team.data?.items ?? [];
  const hasTeam = people.length > 1;
  const work = useQuery({
    queryKey: workKey(question),
    queryFn: () =>
      unwrap(api.GET("/orchestrator/queue/{escalation_id}/work", { params: { path: { escalation_id: question } } })),
    enabled: hasTeam,
    refetchInterval: STILL_HERE_MS,
  });
  useEffect(() => {
    if (!hasTeam) return;
    const params = { path: { escalation_id: question } };
    const say = () =>
      void api.PUT("/orchestrator/queue/{escalation_id}/opening", { params, body: { is_writing: isWriting } });
    say();
    const timer = setInterval(say, STILL_HERE_MS);
    return () => clearInterval(timer);
  }, [hasTeam, question, isWriting]);
  useEffect(() => {
    if (!hasTeam) return;
    const params = { path: { escalation_id: question } };
    return () => void api.DELETE("/orchestrator/queue/{escalation_id}/opening", { params });
  }, [hasTeam, question]);
  return { people, work: hasTeam ? work.data : undefined };
}
