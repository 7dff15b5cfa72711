/** A text that somebody is about to judge: whole; a very long one opens with one press, and never scrolls in a box. */
import { Spoiler } from "@mantine/core";
import type { ReactNode } from "react";

const MOST_PX = 420;

interface Props {
  /** Of the pressed button, such as "the whole answer". */
  what: string;
  /** Shown at once up to this height. */
  height?: number;
  children: ReactNode;
}

export function WholeText({ what, height = MOST_PX, children }: Props) {
  return (
    <Spoiler maxHeight={height} showLabel={`Show ${what}`} hideLabel="Show less" transitionDuration={0}>
      {children}
    </Spoiler>
  );
}
