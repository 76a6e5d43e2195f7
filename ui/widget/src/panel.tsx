// The page in the frame: reads what the server wrote into it, and talks to the page around it in two words, with exact origins.
import { render } from "preact";
import { App } from "./app";
import type { Config, Ink } from "./types";

const root = document.getElementById("panel")!;
const config: Config = JSON.parse(root.dataset.config!);
const framed = parent !== window;
const tell = (word: "close" | "ready"): void => { if (framed) parent.postMessage(`endorsement:${word}`, config.site); };

function paint({ fill, on_fill, text }: Ink, prefix: string): void {
  const { style } = document.documentElement;
  style.setProperty(`--${prefix}-fill`, fill);
  style.setProperty(`--${prefix}-on-fill`, on_fill);
  style.setProperty(`--${prefix}-accent`, text);
}

paint(config.light, "light");
paint(config.dark, "dark");
render(<App config={config} close={framed ? () => tell("close") : undefined} />, root);
tell("ready");
