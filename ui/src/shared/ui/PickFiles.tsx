/** A button that lets a person choose files. The same file can be chosen again, for example after a mistake. */
import { Button, type ButtonProps, FileButton } from "@mantine/core";
import { useRef } from "react";

interface Props extends ButtonProps {
  /** Of the field, for screen readers. */
  name: string;
  accept?: string;
  isSeveral?: boolean;
  onPick: (files: File[]) => void;
}

export function PickFiles({ name, accept, isSeveral = false, onPick, ...button }: Props) {
  const reset = useRef<() => void>(null);
  const pick = (picked: File | File[] | null) => {
    const files = picked === null ? [] : Array.isArray(picked) ? picked : [picked];
    if (files.length > 0) onPick(files);
    // A browser reports no change where the same file is chosen again, unless the field was emptied.
    reset.current?.();
  };
  return (
    <FileButton
      multiple={isSeveral}
      accept={accept}
      onChange={pick}
      resetRef={reset}
      inputProps={{ "aria-label": name }}
    >
      {(props) => <Button {...props} variant="default" {...button} />}
    </FileButton>
  );
}
