/** An answer in the words of the documents: the sentence that answers first, each source once, the rest folded. */
import { Box, Button, Stack, Text } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useId, useState } from "react";

import type { Schema } from "~/shared/api";
import { Markdown } from "~/shared/ui/Markdown";
import { PersonName, PersonText } from "~/shared/ui/PersonText";
import { PassageText } from "~/features/chat/sources/PassageText";

type Quote = Schema<"QuoteOut">;
type Source = Schema<"SourceOut">;

interface Props {
  quoted: Schema<"QuotedReplyOut">;
  sources: Source[];
  avee: string;
}

export function QuotedAnswer({ quoted, sources, avee }: Props) {
  return (
    <Stack gap="xs">
      <PersonText size="sm" c="dimmed">
        {quoted.intro}
      </PersonText>
      {quoted.quotes.map((quote) => (
        <QuoteBlock key={quote.passages.join()} quote={quote} sources={sources} avee={avee} />
      ))}
      {quoted.outro && <Markdown text={quoted.outro} />}
    </Stack>
  );
}

function QuoteBlock({ quote, sources, avee }: { quote: Quote; sources: Source[]; avee: string }) {
  const [isOpen, setOpen] = useState(false);
  const rest = useId();
  const Chevron = isOpen ? IconChevronUp : IconChevronDown;
  return (
    <Box>
      <blockquote className="quote">
        <Markdown text={quote.text} />
      </blockquote>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        mt={4}
        maw="100%"
        aria-expanded={isOpen}
        aria-controls={rest}
        onClick={() => setOpen(!isOpen)}
        rightSection={<Chevron size={14} aria-hidden />}
      >
        <Text span inherit truncate>
          {isOpen ? "Less" : "More"} from <PersonName>{quote.title}</PersonName>
        </Text>
      </Button>
      <div id={rest} hidden={!isOpen} className="quote-rest">
        {isOpen &&
          quote.passages.map((id) => (
            <PassageText key={id} avee={avee} id={id} excerpt={excerptOf(id)} withHeading={false} />
          ))}
      </div>
    </Box>
  );

  function excerptOf(id: string) {
    return sources.find((source) => source.id === id)?.excerpt ?? "";
  }
}
