// Which association or category is asked about.
import type { Option } from "./types";

interface Given { name: string; options: Option[]; value: string; understood?: string[]; choose: (key: string) => void }

/** One coordinate. While none is set, its first option says which one the last question was understood to mean. */
export function Chip({ name, options, value, understood = [], choose }: Given) {
  const labels = options.filter((option) => !value && understood.includes(option.key)).map((option) => option.label);
  return (
    <select class={value ? "chip set" : "chip"} aria-label={name} value={value} onChange={(event) => choose(event.currentTarget.value)}>
      <option value="">{labels.join(", ") || `Any ${name.toLowerCase()}`}</option>
      {options.map((option) => <option value={option.key}>{option.label}</option>)}
    </select>
  );
}
