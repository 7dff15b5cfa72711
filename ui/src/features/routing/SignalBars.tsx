/** Each signal of a message as a bar, with a mark at its threshold. */
import { Group, Progress, Text } from "@mantine/core";

import type { Schema } from "~/shared/api";
import { wholePercent } from "~/shared/percent";

type Signals = Schema<"KeptSignals">;
type Score = "canonical_similarity" | "novelty" | "complexity" | "confidence" | "vagueness";

export function SignalBars({ signals, policy }: { signals: Signals; policy: Schema<"PolicyOut"> }) {
  const bars: [signal: Score, label: string, threshold: number, meaning: string][] = [
    ["canonical_similarity", "Match with an earlier answer", policy.canonical_match_threshold, "reused"],
    ["novelty", "Novelty", policy.novelty_threshold, "new"],
    ["complexity", "Complexity", policy.complexity_threshold, "complex"],
    ["confidence", "Confidence", policy.auto_answer_confidence_threshold, "answered"],
    ["vagueness", "Vagueness", policy.vagueness_threshold, "asked back"],
  ];
  return bars.map(([signal, label, threshold, meaning]) => (
    <SignalBar key={signal} label={label} value={signals[signal]} threshold={threshold} meaning={meaning} />
  ));
}

interface BarProps {
  label: string;
  /** In [0, 1], as is the threshold. */
  value: number;
  threshold: number;
  /** What a message is from the threshold on, such as "new". */
  meaning: string;
}

function SignalBar({ label, value, threshold, meaning }: BarProps) {
  const isReached = value >= threshold;
  const wholeThreshold = wholePercent(threshold);
  const distance = Math.abs(wholePercent(value) - wholeThreshold);
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          {label}: {wholePercent(value)} %
        </Text>
        <Text size="xs" c="dimmed">
          {distance} {isReached ? "above" : "below"} the threshold for “{meaning}” ({wholeThreshold} %)
        </Text>
      </Group>
      <div style={{ position: "relative" }}>
        <Progress
          value={wholePercent(value)}
          color={isReached ? "indigo" : "gray"}
          aria-label={`${label}, ${wholePercent(value)} of 100`}
        />
        <ThresholdMark at={threshold} />
      </div>
    </div>
  );
}

function ThresholdMark({ at }: { at: number }) {
  return (
    <span
      aria-hidden
      style={{
        position: "absolute",
        left: `${wholePercent(at)}%`,
        top: -3,
        width: 2,
        height: 14,
        background: "var(--mantine-color-text)",
      }}
    />
  );
}
