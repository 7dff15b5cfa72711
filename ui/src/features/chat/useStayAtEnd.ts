/** Scrolls a conversation as it grows. */
import { useEffect, useRef } from "react";

/** Who is within this many pixels of the end is reading there. */
const AT_END = 120;

/**
 * Keeps the end in view while the person reads there. Goes to the end when they send a message, whose id is `sent`.
 * Does not move while they read further up.
 */
export function useStayAtEnd(sent: string | undefined) {
  const frame = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    const box = frame.current;
    if (!box || !content.current) return undefined;
    const stay = () => {
      if (isAtEnd.current) box.scrollTop = box.scrollHeight;
    };
    // Only scrolling up leaves the end: a scroll event may arrive after the content has grown below.
    let top = box.scrollTop;
    const onScroll = () => {
      const isUp = box.scrollTop < top;
      top = box.scrollTop;
      if (box.scrollHeight - top - box.clientHeight < AT_END) isAtEnd.current = true;
      else if (isUp) isAtEnd.current = false;
    };
    const growth = new ResizeObserver(stay);
    growth.observe(content.current);
    growth.observe(box);
    box.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      growth.disconnect();
      box.removeEventListener("scroll", onScroll);
    };
  }, []);
  useEffect(() => {
    if (!sent || !frame.current) return;
    isAtEnd.current = true;
    frame.current.scrollTop = frame.current.scrollHeight;
  }, [sent]);
  return { frame, content };
}
