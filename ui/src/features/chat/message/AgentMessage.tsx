import { Box, Stack, Text } from "@mantine/core";

import type { Schema } from "~/shared/api";
import { asksNothing, type PathLetter } from "~/shared/routing/paths";
import { Markdown } from "~/shared/ui/Markdown";
import { PersonName, PersonText } from "~/shared/ui/PersonText";
import { Choices } from "~/features/chat/message/Choices";
import { Feedback } from "~/features/chat/message/Feedback";
import type { MessageProps } from "~/features/chat/message/messageProps";
import { NearestHelp } from "~/features/chat/message/NearestHelp";
import { Teach } from "~/features/chat/message/teaching/Teach";
import { QuotedAnswer } from "~/features/chat/sources/QuotedAnswer";
import { SourceButtons } from "~/features/chat/sources/SourceButtons";

export function AgentMessage(props: MessageProps) {
  const { message, asked, conversation, isMine } = props;
  const isNotice = message.kind === "notice";
  const parts = isNotice ? [] : (asked?.parts ?? []);
  const decided = !isNotice && parts.length === 0 && asked?.decision_id ? asDecided(asked, asked.decision_id) : null;
  return (
    <Stack gap={6} align="flex-start" data-role="agent">
      <div className="bubble bubble-agent">
        <Text size="xs" c="dimmed" mb={4}>
          {isNotice ? (
            "Notice"
          ) : (
            <>
              <PersonName>{conversation.creator_name}</PersonName>’s agent
            </>
          )}
        </Text>
        {parts.length > 0 ? (
          parts.map((part) => <PartReply key={part.decision_id} part={part} {...props} />)
        ) : (
          <>
            <Said said={message} {...props} />
            <Below {...props} decided={decided} sources={message.quoted ? [] : message.sources} />
          </>
        )}
      </div>
      {isMine && decided?.path === "A" && <Rating decided={decided} conversation={conversation} />}
    </Stack>
  );
}

/** One question of a message that asked several, and what was said to it. */
function PartReply({ part, ...props }: MessageProps & { part: Schema<"MessagePartOut"> }) {
  const { said } = part;
  const isAnswer = part.path === "A" || part.path === "C";
  return (
    <Box component="section" className="part" aria-label={`Question ${said.number}`}>
      <PersonText size="sm" fw={600} mb={4}>
        {said.text}
      </PersonText>
      <Said said={said} {...props} />
      <Below {...props} decided={part} sources={part.path === "C" || said.quoted ? [] : said.sources} />
      {props.isMine && isAnswer && <Rating decided={part} conversation={props.conversation} />}
      {!props.isMine && (
        <Teach avee={props.conversation.avee_id} decision={part.decision_id} rule={part.rule} asked={said.text} />
      )}
    </Box>
  );
}

interface SaidProps extends MessageProps {
  said: Pick<Schema<"MessageOut">, "content" | "quoted" | "sources">;
}

/** The words of a reply; those from documents with the rest of their passages folded. */
function Said({ said, conversation }: SaidProps) {
  if (!said.quoted) return <Markdown text={said.content} />;
  return <QuotedAnswer quoted={said.quoted} sources={said.sources} avee={conversation.avee_id} />;
}

/** A question as it was decided. */
interface Decided {
  decision_id: string;
  path: PathLetter | null;
  rule: string | null;
  verdict: Schema<"FeedbackIn">["verdict"] | null;
}

const asDecided = (asked: Schema<"MessageOut">, decision: string): Decided => ({ ...asked, decision_id: decision });

interface BelowProps extends MessageProps {
  decided: Decided | null;
  sources: Schema<"SourceOut">[];
}

/** What stands below the words of a reply: choices, sources, and what may help. */
function Below({ decided, sources, conversation, offerBelow, isMine, isLast, onOpen }: BelowProps) {
  return (
    <>
      {decided?.path === "B" && isMine && (
        <Choices decision={decided.decision_id} conversation={conversation.id} isOpen={isLast} />
      )}
      <SourceButtons sources={sources} onOpen={onOpen} />
      {(decided?.path === "D" || decided?.path === "F") && (
        <NearestHelp
          decision={decided.decision_id}
          conversation={conversation.id}
          verdict={decided.verdict}
          isMine={isMine && offerBelow?.status !== "answered"}
          onOpen={onOpen}
        />
      )}
    </>
  );
}

function Rating({ decided, conversation }: { decided: Decided; conversation: MessageProps["conversation"] }) {
  if (decided.path && asksNothing(decided.path, decided.rule)) return null;
  return (
    <Feedback
      decision={decided.decision_id}
      conversation={conversation.id}
      creator={conversation.creator_name}
      verdict={decided.verdict}
    />
  );
}
