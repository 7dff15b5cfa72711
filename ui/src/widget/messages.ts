/** What the widget on another site and the page in its frame say to each other. */

/** From the widget: the frame was opened, or its settings changed. */
export interface Opened {
  orchestrator: "opened";
  /** The signature of who the person is at the site; undefined for guests. */
  identity?: string;
  /** A CSS colour of buttons, and the colour of the words on it. */
  color?: string;
  onColor?: string;
  /** 'light' or 'dark'; anything else follows the person's own setting. */
  theme?: string;
}

/** From the widget: the frame was closed, and stays where it is. */
export interface Closed {
  orchestrator: "closed";
}

/** From the frame: it can be told things; the person closes it; there is something new; the signature has expired. */
export interface FromFrame {
  orchestrator: "ready" | "close" | "news" | "identity";
}

export type ToFrame = Opened | Closed;
