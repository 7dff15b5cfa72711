/** The sources of a reply; each opens in full. */
import { Button, Group, Text } from "@mantine/core";
import { IconBook2, IconHistory } from "@tabler/icons-react";

import { PersonName } from "~/shared/ui/PersonText";

import type { Source } from "~/features/chat/sources/PassageModal";

interface Props {
  sources: Source[];
  onOpen: (source: Source) => void;
}

export function SourceButtons({ sources, onOpen }: Props) {
  if (sources.length === 0) return null;
  return (
    <Group gap={6} mt="xs" role="group" aria-label="Sources">
      {sources.map((source, index) => (
        <SourceButton key={`${source.id}${index}`} source={source} number={index + 1} onOpen={onOpen} />
      ))}
    </Group>
  );
}

interface ButtonProps {
  source: Source;
  /** As the reply refers to it; left out where the source stands below its own words. */
  number?: number;
  onOpen: (source: Source) => void;
}

export function SourceButton({ source, number, onOpen }: ButtonProps) {
  return (
    <Button
      size="compact-xs"
      variant="default"
      maw="100%"
      onClick={() => onOpen(source)}
      leftSection={
        source.kind === "document" ? <IconBook2 size={12} aria-hidden /> : <IconHistory size={12} aria-hidden />
      }
    >
      {/* One element: the library lays out the parts of a button in a row, without the spaces between them. */}
      <Text span inherit truncate>
        {number === undefined ? "" : `${number} · `}
        <PersonName>{source.title}</PersonName>
      </Text>
    </Button>
  );
}
