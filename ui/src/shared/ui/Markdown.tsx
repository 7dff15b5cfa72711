/** Markdown as it came over the wire; no HTML in it is ever interpreted. */
import { Typography } from "@mantine/core";
import ReactMarkdown from "react-markdown";

const COMPONENTS = {
  a: ({ href, children }: { href?: string; children?: React.ReactNode }) => (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  ),
  // Nothing foreign is loaded: an image is its description.
  img: ({ alt }: { alt?: string }) => <em>{alt}</em>,
};

export function Markdown({ text }: { text: string }) {
  return (
    <Typography className="markdown">
      <ReactMarkdown components={COMPONENTS}>{text}</ReactMarkdown>
    </Typography>
  );
}
