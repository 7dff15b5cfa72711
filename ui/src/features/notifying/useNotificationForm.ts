/** Which notifications a person gets, when and where; and saving that. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, ifMatch, type Schema, unwrap } from "~/shared/api";
import { queryClient } from "~/shared/queries";
import { isComplete, labelOf, type Service, SERVICES, type Typed } from "~/features/notifying/services";

export type NotificationSettings = Schema<"NotificationsOut">;
export const NOTIFICATIONS_KEY = ["notifications"];

const FIRST_SERVICE = SERVICES[0] as Service;

export interface Target {
  /** Missing until the server has it. */
  id?: string;
  /** Only of a new target: the server never shows an address again, as it may hold a secret. */
  url?: string;
  label: string;
  state?: string;
}

export function useNotificationForm(settings: NotificationSettings) {
  const [form, setForm] = useState({
    kinds: settings.kinds,
    digest: settings.digest,
    zone: settings.time_zone,
    from: settings.quiet_hours?.from.slice(0, 5) ?? "",
    until: settings.quiet_hours?.until.slice(0, 5) ?? "",
  });
  const [targets, setTargets] = useState<Target[]>(
    settings.targets.map((each) => ({
      id: each.id,
      label: each.address,
      state: each.disabled_reason ?? each.last_error ?? each.status,
    })),
  );
  const [serviceName, setServiceName] = useState(FIRST_SERVICE.name);
  const [typed, setTyped] = useState<Typed>({});
  const service = SERVICES.find((each) => each.name === serviceName) ?? FIRST_SERVICE;
  // What was typed but not added is saved too.
  const added = { url: service.addressOf(typed), label: labelOf(service, typed) };
  const allTargets: Target[] = isComplete(service, typed) ? [...targets, added] : targets;
  // The version that the form was filled from.
  const [version, setVersion] = useState(settings.version);
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        api.PUT("/me/notifications", {
          params: { header: ifMatch(version) },
          body: {
            kinds: form.kinds,
            digest: form.digest,
            time_zone: form.zone,
            quiet_hours: form.from && form.until ? { from: form.from, until: form.until } : null,
            targets: allTargets.map(({ id, url }) => (id ? { id } : { url })),
          },
        }),
      ),
    onSuccess: (saved) => {
      queryClient.setQueryData(NOTIFICATIONS_KEY, saved);
      setVersion(saved.version);
      setTargets(saved.targets.map((each) => ({ id: each.id, label: each.address, state: each.status })));
      setTyped({});
    },
  });
  return {
    form,
    set: (changes: Partial<typeof form>) => setForm((before) => ({ ...before, ...changes })),
    targets,
    removeTarget: (index: number) => setTargets(targets.filter((_, other) => other !== index)),
    service,
    typed,
    setService: (name: string, text: Typed = {}) => {
      setServiceName(name);
      setTyped(text);
    },
    setTyped: (text: Typed) => setTyped((before) => ({ ...before, ...text })),
    addTarget: () => {
      setTargets(allTargets);
      setTyped({});
    },
    save,
  };
}

export type NotificationForm = ReturnType<typeof useNotificationForm>;
