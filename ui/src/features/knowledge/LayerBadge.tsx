import { Badge } from "@mantine/core";

import type { Layer } from "~/shared/layers";

/** Nothing for public knowledge. */
export function LayerBadge({ layer }: { layer: Layer }) {
  if (layer === "public") return null;
  return (
    <Badge size="sm" variant="light" color="grape" tt="none">
      layer: {layer}
    </Badge>
  );
}
