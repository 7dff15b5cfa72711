/** Every version of an answer, and how many people received it. */
import { Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "~/shared/api";
import { keys } from "~/shared/queries";
import { dateTime, plural } from "~/shared/time";
import { Markdown } from "~/shared/ui/Markdown";
import { PersonText } from "~/shared/ui/PersonText";
import { Loaded } from "~/shared/ui/states";

export function AnswerVersions({ answer }: { answer: Schema<"AnswerOut"> }) {
  const query = useQuery({
    queryKey: [...keys.answers(answer.avee_id), answer.id, "versions"],
    queryFn: () =>
      unwrap(
        api.GET("/avees/{avee_id}/canonical-answers/{answer_id}/versions", {
          params: { path: { avee_id: answer.avee_id, answer_id: answer.id } },
        }),
      ),
  });
  return (
    <Loaded query={query}>
      {(page) => (
        <Table aria-label="Versions">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Version</Table.Th>
              <Table.Th>Answer</Table.Th>
              <Table.Th>Received by</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {page.items.map((each) => (
              <Table.Tr key={each.version}>
                <Table.Td style={{ verticalAlign: "top", whiteSpace: "nowrap" }}>
                  {each.version}
                  <Text size="xs" c="dimmed">
                    {dateTime(each.created_at)}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <PersonText size="sm" fw={600}>
                    {each.question_pattern}
                  </PersonText>
                  <Markdown text={each.answer_content} />
                </Table.Td>
                <Table.Td style={{ verticalAlign: "top" }}>{plural(each.people_served, "person", "people")}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Loaded>
  );
}
