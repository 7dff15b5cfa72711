/** Markdown from the server. HTML in it is shown as text. */
import { Typography } from "@mantine/core";
import ReactMarkdown from "react-markdown";
import remarkGfm from "remark-gfm";

/** Each block in the direction of its own script. */
const inOwnDirection = (Tag: "p" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "th" | "td") =>
  function Block({ children }: { children?: React.ReactNode }) {
    return <Tag dir="auto">{children}</Tag>;
  };

const COMPONENTS = {
  ...Object.fromEntries(
    (["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "th", "td"] as const).map((tag) => [tag, inOwnDirection(tag)]),
  ),
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
