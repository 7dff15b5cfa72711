/** The log of decisions: every message, the path it took, and a receipt that explains why. */
import {
  Badge,
  Button,
  Container,
  Drawer,
  Group,
  Paper,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
  UnstyledButton,
} from "@mantine/core";

import type { Schema } from "~/shared/api";
import { PathBadge, type PathLetter, PATHS } from "~/shared/routing/paths";
import { dateTime } from "~/shared/time";
import { useAgent } from "~/shared/useAgent";
import { useSearchParam } from "~/shared/useSearchParam";
import { useTitle } from "~/shared/ui/Page";
import { PersonText } from "~/shared/ui/PersonText";
import { Empty, Failed, Loading } from "~/shared/ui/states";
import { RULES, type RuleName, type Tier, TIERS, VERDICTS, type Verdict } from "~/features/routing/names";
import { Receipt } from "~/features/routing/Receipt";
import { type Filters, useDecisionLog } from "~/features/routing/useDecisionLog";
import { VerdictBadge } from "~/features/routing/VerdictBadge";

type Decision = Schema<"DecisionOut">;

export function Decisions() {
  useTitle("Decisions");
  const { query, decisions, filters, setFilters, isFiltered, isSearchingOn } = useDecisionLog(useAgent().id);
  const [opened, setOpened] = useSearchParam("decision");
  return (
    <Container size="lg" px={0} py="lg">
      <Title order={1} size="h3" mb="md">
        Decisions
      </Title>
      <FilterFields filters={filters} onChange={setFilters} />
      {query.isPending && <Loading />}
      {query.isError && !query.data && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.data && decisions.length === 0 && !query.hasNextPage && <NoDecisions isFiltered={isFiltered} />}
      <Stack gap={6}>
        {decisions.map((each) => (
          <DecisionRow key={each.id} decision={each} onOpen={() => setOpened(each.id)} />
        ))}
      </Stack>
      {isSearchingOn && <Loading what="Searching older messages" />}
      {query.isError && query.data && <Failed error={query.error} retry={() => void query.fetchNextPage()} />}
      {query.hasNextPage && !isSearchingOn && !query.isError && (
        <Button mt="md" variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Older
        </Button>
      )}
      <Drawer
        opened={opened !== null}
        onClose={() => setOpened(null)}
        position="right"
        size="lg"
        title="Why this path"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        {opened && <Receipt key={opened} id={opened} />}
      </Drawer>
    </Container>
  );
}

const optionsOf = (labels: Record<string, string>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

const PATH_OPTIONS = Object.entries(PATHS).map(([value, { label }]) => ({ value, label }));

function FilterFields({ filters, onChange }: { filters: Filters; onChange: (changes: Partial<Filters>) => void }) {
  return (
    <div className="filters">
      <Select
        label="Path"
        clearable
        placeholder="all"
        value={filters.path}
        onChange={(value) => onChange({ path: value as PathLetter | null })}
        data={PATH_OPTIONS}
      />
      <Select
        label="Rule"
        clearable
        placeholder="all"
        value={filters.rule}
        onChange={(value) => onChange({ rule: value as RuleName | null })}
        data={optionsOf(RULES)}
      />
      <Select
        label="Asker’s rating"
        clearable
        placeholder="any"
        value={filters.verdict}
        onChange={(value) => onChange({ verdict: value as Verdict | null })}
        data={optionsOf(VERDICTS)}
      />
      <Select
        label="Asker"
        clearable
        placeholder="anyone"
        value={filters.tier}
        onChange={(value) => onChange({ tier: value as Tier | null })}
        data={optionsOf(TIERS)}
      />
      <TextInput
        label="Day"
        type="date"
        value={filters.day}
        onChange={(event) => onChange({ day: event.currentTarget.value })}
      />
      <TextInput
        label="Text"
        value={filters.text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
    </div>
  );
}

function NoDecisions({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <Empty title="Nothing matches">Remove a filter to see more messages.</Empty>
  ) : (
    <Empty title="No messages yet">
      Every message to this agent appears here, with the path it took and the reason.
    </Empty>
  );
}

function DecisionRow({ decision, onOpen }: { decision: Decision; onOpen: () => void }) {
  return (
    <Paper withBorder>
      <UnstyledButton p="sm" w="100%" onClick={onOpen}>
        <Group justify="space-between" gap="xs">
          <Group gap={6}>
            <PathBadge path={decision.decision_path} rule={decision.rule} />
            {decision.verdict && <VerdictBadge verdict={decision.verdict} />}
            {decision.evidence.tier === "guest" && (
              <Badge size="xs" variant="light" color="gray" tt="none">
                Guest {decision.user_id.slice(-4)}
              </Badge>
            )}
          </Group>
          <Text size="xs" c="dimmed">
            {dateTime(decision.created_at)}
          </Text>
        </Group>
        <PersonText size="sm" fw={600} mt={4} className="clamp">
          {decision.message_content}
        </PersonText>
        <Text size="sm" c="dimmed" className="clamp">
          {decision.reason}
        </Text>
      </UnstyledButton>
    </Paper>
  );
}
