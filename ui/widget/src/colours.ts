// Which colour text has on another one. The server does the same for the colours of its settings (ui/colours.py).

const WHITE_UP_TO = 1.05 / 4.5 - 0.05;
const BLACK_FROM = 4.5 * (0.00554 + 0.05) - 0.05;

/** The colour and that of text on it, or null when it is no colour or neither white nor near-black can be read on it (contrast 4.5 as WCAG 2 defines it). */
export function pair(colour: string): [string, string] | null {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return null;
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  if (luminance <= WHITE_UP_TO) return [colour, "#ffffff"];
  return luminance >= BLACK_FROM ? [colour, "#0b1214"] : null;
}
