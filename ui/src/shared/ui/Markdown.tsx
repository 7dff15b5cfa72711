/** Markdown from the server. HTML in it is shown as text. */
import { Typography } from "@mantine/core";
import ReactMarkdown from "react-markdown";

const COMPONENTS = {
  a: ({ href, children }: { href?: string; children?: React.ReactNode }) => (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  ),
  // Nothing is loaded from other hosts: an image is replaced by its description.
  img: ({ alt }: { alt?: string }) => <em>{alt}</em>,
};

export function Markdown({ text }: { text: string }) {
  return (
    <Typography className="markdown">
      <ReactMarkdown components={COMPONENTS}>{text}</ReactMarkdown>
    </Typography>
  );
}
