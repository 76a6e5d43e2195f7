// The one script that a website loads. It draws a button in a shadow root, and on the first click, not before, a frame with the panel.
// Style comes from an adopted style sheet and elements are made one by one: both work where a page forbids inline style and markup from text.
import { pair } from "./colours";

/** Set by the server for the website that asks for the script. */
declare const ENDORSEMENT_SITE: { label: string; light: [string, string]; dark: [string, string] };
declare const LAUNCHER_STYLE: string;

const NAME = "endorsement-widget";
const TITLE = "Endorsement assistant";
const GONE = "The assistant could not be opened here. Please try again later.";
const PATIENCE = 4000;
const FULL = "(max-width: 480px), (max-height: 480px)";
const SPEECH = "M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5Z";
const CHEVRON = "M6 9l6 6 6-6";

const website = ENDORSEMENT_SITE;
const script = document.currentScript as HTMLScriptElement | null;

function launch(tag: HTMLScriptElement): void {
  if (document.querySelector(NAME)) return;
  const assistant = new URL(tag.src).origin;
  const { association = "", accent = "", label = "", position = "" } = tag.dataset;
  const chosen = pair(accent);
  const host = make(NAME);
  host.dataset.position = position === "left" ? "left" : "right";
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  const [[fill, onFill], [darkFill, onDarkFill]] = [chosen ?? website.light, chosen ?? website.dark];
  sheet.replaceSync(`:host{--fill:${fill};--on-fill:${onFill};--dark-fill:${darkFill};--on-dark-fill:${onDarkFill}}${LAUNCHER_STYLE}`);
  root.adoptedStyleSheets = [sheet];

  const button = make("button", { type: "button", "aria-haspopup": "dialog", "aria-expanded": "false", "aria-controls": "panel" });
  button.append(icon("ask", SPEECH), icon("hide", CHEVRON), label.slice(0, 60) || website.label);
  const dialog = make("dialog", { id: "panel", "aria-label": TITLE }) as HTMLDialogElement;
  let frame: HTMLIFrameElement | undefined;
  let ready = false;

  const show = (): void => {
    if (matchMedia(FULL).matches) dialog.showModal();
    else dialog.show();
    button.setAttribute("aria-expanded", "true");
    greet();
  };
  const close = (): void => {
    if (dialog.open) dialog.close();
    button.setAttribute("aria-expanded", "false");
    button.focus();
  };
  const greet = (): void => {
    frame?.focus();
    if (ready) frame?.contentWindow?.postMessage("endorsement:open", assistant);
  };
  const open = (): void => {
    if (!frame) {
      ready = false;
      const asked = new URLSearchParams({ site: location.origin, association, accent: chosen ? accent : "" });
      frame = make("iframe", { title: TITLE, src: `${assistant}/widget?${asked}` }) as HTMLIFrameElement;
      frame.addEventListener("load", () => setTimeout(giveUp, PATIENCE));
      dialog.append(frame);
    }
    show();
  };
  const giveUp = (): void => {
    if (ready || !frame) return;
    const told = make("div", { class: "gone" });
    const [text, end] = [make("p"), make("button", { type: "button" })];
    text.textContent = GONE;
    end.textContent = "Close";
    end.addEventListener("click", close);
    told.append(text, end);
    const held = root.activeElement === frame;
    frame.remove();
    frame = undefined;
    dialog.replaceChildren(told);
    if (held) end.focus();
    dialog.addEventListener("close", () => told.remove(), { once: true });
  };

  button.addEventListener("click", () => (dialog.open ? close() : open()));
  dialog.addEventListener("close", () => { if (!dialog.open && button.getAttribute("aria-expanded") === "true") close(); });
  root.addEventListener("keydown", (event) => { if ((event as KeyboardEvent).key === "Escape" && dialog.open) close(); });
  matchMedia(FULL).addEventListener("change", () => {
    if (!dialog.open) return;
    dialog.close(); // shown again before its event comes, as what fits the new width
    show();
  });
  window.addEventListener("message", (event) => {
    if (event.origin !== assistant || !frame || event.source !== frame.contentWindow) return;
    if (event.data === "endorsement:close") close();
    if (event.data === "endorsement:ready") {
      ready = true;
      if (root.activeElement === frame) greet();
    }
  });
  root.append(button, dialog);
  document.body.append(host);
}

function make(name: string, attributes: Record<string, string> = {}): HTMLElement {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function icon(name: string, path: string): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const [svg, line] = [document.createElementNS(space, "svg"), document.createElementNS(space, "path")];
  svg.setAttribute("class", name);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

if (script) {
  if (document.body) launch(script);
  else document.addEventListener("DOMContentLoaded", () => launch(script));
}
