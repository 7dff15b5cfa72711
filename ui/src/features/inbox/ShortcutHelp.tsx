import { Kbd, Modal, Table } from "@mantine/core";

const SHORTCUTS = [
  ["j, k", "next, previous question"],
  ["enter, e", "write the answer"],
  ["ctrl + enter", "send the answer"],
  ["d", "decline, with a reason"],
  ["s", "postpone for a day"],
  ["x", "select for a bulk action"],
  ["u", "undo the last action"],
  ["esc", "leave the text field"],
  ["?", "show this list"],
] as const;

export function ShortcutHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keyboard shortcuts" closeButtonProps={{ "aria-label": "Close" }}>
      <Table aria-label="Keyboard shortcuts">
        <Table.Tbody>
          {SHORTCUTS.map(([key, effect]) => (
            <Table.Tr key={key}>
              <Table.Td>
                <Kbd>{key}</Kbd>
              </Table.Td>
              <Table.Td>{effect}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
