/** The height of a notice above the page. */
import { useEffect, useRef } from "react";

/** Tells the pages that fill the window how much of it the notice takes. */
export function useNoticeHeight(isShown: boolean) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const notice = ref.current;
    if (!isShown || !notice) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => style.setProperty("--app-notice", `${notice.offsetHeight}px`));
    observer.observe(notice);
    return () => {
      observer.disconnect();
      style.removeProperty("--app-notice");
    };
  }, [isShown]);
  return ref;
}
