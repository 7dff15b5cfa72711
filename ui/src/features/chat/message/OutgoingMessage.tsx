/** A message on its way to the server, and the agent's reply as far as it is written. */
import { Alert, Button, Group, Loader, Text } from "@mantine/core";

import { Markdown } from "~/shared/ui/Markdown";
import { forget, type Outgoing, retry } from "~/features/chat/outbox";

interface Props {
  message: Outgoing;
  /** Whether the server has it already, so that the conversation shows it. */
  isStored: boolean;
  /** Puts the text back into the message field. */
  onEdit: (text: string) => void;
}

export function OutgoingMessage({ message, isStored, onEdit }: Props) {
  return (
    <>
      {!isStored && (
        <div className="bubble bubble-mine" dir="auto" style={{ opacity: message.state === "sending" ? 1 : 0.85 }}>
          {message.text}
        </div>
      )}
      {message.state === "waiting" && (
        <Group gap="xs" justify="flex-end" role="status">
          <Text size="xs" c="dimmed">
            Not sent yet. It is kept here and sent again.
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => retry(message.id)}>
            Try now
          </Button>
        </Group>
      )}
      {message.state === "refused" && <Refused message={message} onEdit={onEdit} />}
      {message.state === "sending" && message.kind === "agent" && <PartialReply text={message.reply} />}
    </>
  );
}

function Refused({ message, onEdit }: Pick<Props, "message" | "onEdit">) {
  const edit = () => {
    onEdit(message.text);
    forget(message.id);
  };
  return (
    <Alert color="red" p="xs" role="alert" style={{ alignSelf: "flex-end" }}>
      <Text size="sm">{message.problem}</Text>
      <Group mt={6} gap={6}>
        <Button size="compact-xs" variant="default" onClick={edit}>
          Edit
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => retry(message.id)}>
          Try again
        </Button>
        <Button size="compact-xs" variant="subtle" onClick={() => forget(message.id)}>
          Discard
        </Button>
      </Group>
    </Alert>
  );
}

function PartialReply({ text }: { text: string }) {
  return (
    <div className="bubble bubble-agent">
      {text ? (
        <div className="cursor">
          <Markdown text={text} />
        </div>
      ) : (
        <Loader size="xs" type="dots" aria-label="The agent is thinking" />
      )}
    </div>
  );
}
