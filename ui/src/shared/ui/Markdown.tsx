/** Markdown from the server. HTML in it is shown as text. */
import { Typography } from "@mantine/core";
import ReactMarkdown from "react-markdown";
import remarkGfm from "remark-gfm";

const COMPONENTS = {
  a: ({ href, children }: { href?: string; children?: React.ReactNode }) => (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  ),
  // A wide table is scrolled in its own box, not with the page.
  table: ({ children }: { children?: React.ReactNode }) => (
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Table">
      <table>{children}</table>
    </div>
  ),
  // Nothing is loaded from other hosts: an image is replaced by its description.
  img: ({ alt }: { alt?: string }) => <em>{alt}</em>,
};

// Tables, struck text and task lists are no part of plain Markdown, and documents have them.
const PLUGINS = [remarkGfm];

export function Markdown({ text }: { text: string }) {
  return (
    <Typography className="markdown">
      <ReactMarkdown components={COMPONENTS} remarkPlugins={PLUGINS}>
        {text}
      </ReactMarkdown>
    </Typography>
  );
}
