/** The person's picture: choose one, look at it, save it, or remove it. */
import { Avatar, Button, Group, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, Problem, type Schema, unwrap } from "~/shared/api";
import { meQuery, queryClient } from "~/shared/queries";
import { PickFiles } from "~/shared/ui/PickFiles";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

const TYPES = "image/png,image/jpeg,image/webp,image/gif";
const MOST_BYTES = 10 * 2 ** 20;

interface Chosen {
  file: File;
  /** As a data: address, because the pages load images from nowhere else but this server. */
  address: string;
}

export function Picture({ me }: { me: Schema<"UserOut"> }) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const choose = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > MOST_BYTES) throw new Problem(413, "picture_too_large", "The image is too large: at most 10 MB.");
      setChosen({ file, address: await readAddress(file) });
    },
    onMutate: () => save.reset(),
  });
  const save = useMutation({
    mutationFn: async (file: File | null) => {
      if (file === null) await unwrap(api.DELETE("/me/avatar"));
      else {
        const form = new FormData();
        form.append("file", file);
        await unwrap(
          // The API's description gives the type of a file as text.
          api.PUT("/me/avatar", { body: form as never, bodySerializer: (body: unknown) => body as FormData }),
        );
      }
    },
    onSuccess: async () => {
      setChosen(null);
      // Profiles and questions show the picture too.
      await queryClient.invalidateQueries();
      await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
    },
  });
  return (
    <div>
      <Group gap="md">
        <Avatar
          src={chosen?.address ?? me.avatar}
          size={72}
          radius="100%"
          color="indigo"
          name={me.display_name}
          alt={chosen ? "The chosen picture" : me.avatar ? "Your picture" : ""}
        />
        <div>
          <Text size="sm" fw={500} mb={4}>
            Your picture
          </Text>
          {chosen ? (
            <Group gap="xs">
              <Button loading={save.isPending} onClick={() => save.mutate(chosen.file)}>
                Save picture
              </Button>
              <Button variant="subtle" disabled={save.isPending} onClick={() => setChosen(null)}>
                Cancel
              </Button>
            </Group>
          ) : (
            <Group gap="xs">
              <PickFiles
                name="Your picture"
                accept={TYPES}
                onPick={([file]) => {
                  if (file) choose.mutate(file);
                }}
              >
                {me.avatar ? "Change" : "Choose an image"}
              </PickFiles>
              {me.avatar && (
                <Button variant="subtle" color="red" loading={save.isPending} onClick={() => save.mutate(null)}>
                  Remove
                </Button>
              )}
            </Group>
          )}
        </div>
      </Group>
      <ProblemAlert error={choose.error ?? save.error} mt="xs" />
    </div>
  );
}

function readAddress(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(new Problem(0, "unreadable", "The file could not be read."));
    reader.readAsDataURL(file);
  });
}
