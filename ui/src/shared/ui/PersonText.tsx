/** What people wrote and how they are called: each in the direction of its own script, whatever the page's is. */
import { Text, type TextProps, Title, type TitleProps } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  children: ReactNode;
}

/** A text of its own, such as a message, a question or an answer. */
export function PersonText(props: Props & TextProps & { component?: "div" | "span"; span?: boolean }) {
  return <Text dir="auto" {...props} />;
}

export function PersonTitle(props: Props & TitleProps) {
  return <Title dir="auto" {...props} />;
}

/** A name or a quotation within a sentence of the app: it does not turn the sentence around. */
export function PersonName({ children }: Props) {
  return <bdi>{children}</bdi>;
}

/** The same as PersonName where only text can stand: between the signs "first strong isolate" and its end. */
export const isolated = (text: string) => `\u2068${text}\u2069`;
