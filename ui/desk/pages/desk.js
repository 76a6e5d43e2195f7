// What the desk can do beyond plain pages: copy, check a reply without loading the page anew, say early that a form is too large, and look again while
// an index is built. Everything else works without this file.
"use strict";

const LARGEST = 15500; // bytes of a form; the server takes 16,384 with what the browser adds around it
const PART = 120; // bytes that the browser adds around each field

const say = (text) => {
  const place = document.getElementById("said");
  place.textContent = "";
  setTimeout(() => { place.textContent = text; }, 50);
};

const focus = (element) => {
  if (!element) return;
  if (element.tabIndex < 0 && !element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus();
};

const flash = (button, text) => {
  const before = button.dataset.label || button.textContent;
  button.dataset.label = before;
  button.textContent = text;
  say(text);
  setTimeout(() => { button.textContent = before; }, 2500);
};

// The clipboard in one form or several; the older way also works where the page did not come by https.
const copy = async (kinds) => {
  try {
    const blobs = Object.entries(kinds).map(([kind, text]) => [kind, new Blob([text], { type: kind })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return true;
  } catch {
    let done = false;
    const fill = (event) => {
      for (const [kind, text] of Object.entries(kinds)) event.clipboardData.setData(kind, text);
      event.preventDefault();
      done = true;
    };
    document.addEventListener("copy", fill, { once: true });
    document.execCommand("copy");
    document.removeEventListener("copy", fill);
    return done;
  }
};

const told = (button, done) => flash(button, done ? "Copied" : "Copying did not work");

// The checks of the reply as it stands now, from the server; false when it could not say.
const check = async (form) => {
  const data = new FormData(form);
  data.set("do", "check");
  const reply = form.elements.reply.value;
  try {
    const answer = await fetch(form.action, { method: "POST", body: data });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const checks = page.getElementById("checks");
    if (!checks) return false;
    for (const element of checks.querySelectorAll("[autofocus]")) element.removeAttribute("autofocus");
    document.getElementById("checks").replaceWith(checks);
    form.dataset.checked = reply;
    return true;
  } catch {
    return false;
  }
};

const size = (form) => {
  const encoder = new TextEncoder();
  let bytes = 0;
  for (const [name, value] of new FormData(form)) bytes += PART + encoder.encode(name + String(value).replace(/\r?\n/g, "\r\n")).length;
  return bytes;
};

const tooLarge = (form) => {
  form.querySelector(".too-large")?.remove();
  const bytes = size(form);
  if (bytes <= LARGEST) return false;
  const note = document.createElement("p");
  note.className = "fault too-large";
  note.setAttribute("role", "alert");
  note.tabIndex = -1;
  const over = Math.ceil((bytes - LARGEST) / 100) * 100;
  note.textContent = `This is about ${over.toLocaleString("en")} characters more than can be taken at a time. Shorten the message, or remove questions and answer them separately.`;
  form.prepend(note);
  focus(note);
  return true;
};

document.addEventListener("submit", async (event) => {
  const form = event.target, step = event.submitter?.value;
  if (form.dataset.limit !== undefined && tooLarge(form)) { event.preventDefault(); return; }
  if (form.id !== "work" || step !== "check") return;
  event.preventDefault();
  const button = event.submitter;
  button.setAttribute("aria-busy", "true");
  const done = await check(form);
  button.removeAttribute("aria-busy");
  if (done) { focus(document.getElementById("checked")); return; }
  // The page says itself what is wrong: a session that is over, a reply that is too long.
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "do", value: "check" });
  form.append(field);
  form.submit();
});

document.addEventListener("click", async (event) => {
  const mark = event.target.closest("a.mark");
  if (mark) { const folded = document.getElementById(mark.hash.slice(1))?.closest("details"); if (folded) folded.open = true; return; }
  const button = event.target.closest("[data-copy], [data-copy-text], [data-copy-email]");
  if (!button) return;
  const form = document.getElementById("work");
  if (button.dataset.copy) told(button, await copy({ "text/plain": document.getElementById(button.dataset.copy).textContent }));
  else if (button.dataset.copyText) told(button, await copy({ "text/plain": document.getElementById(button.dataset.copyText).value }));
  else {
    const reply = form.elements.reply.value;
    if (form.dataset.checked !== reply && !(await check(form))) { flash(button, "Copying did not work"); return; }
    told(button, await copy({ "text/html": document.getElementById("email").innerHTML, "text/plain": reply }));
  }
});

const lookAgain = async () => {
  const state = document.getElementById("state");
  if (!state?.dataset.again) return;
  try {
    const answer = await fetch(location.pathname);
    const now = answer.ok && !answer.redirected && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("state");
    if (now) {
      const inside = state.contains(document.activeElement);
      if (now.textContent !== state.textContent) say([...now.querySelectorAll(".tag")].map((tag) => tag.textContent).join(", "));
      state.replaceWith(now);
      if (inside) { const heading = now.querySelector("h2"); heading.tabIndex = -1; focus(heading); }
    }
  } catch { /* the next look may work */ }
  setTimeout(lookAgain, 1000 * Number(state.dataset.again));
};

for (const button of document.querySelectorAll("[data-copy], [data-copy-text], [data-copy-email]")) button.hidden = false;
for (const hint of document.querySelectorAll("[data-without-script]")) hint.hidden = true;
const form = document.getElementById("work");
if (form) form.dataset.checked = form.elements.reply.value;
if (document.activeElement === document.body) focus(document.querySelector("[data-focus]"));
if (document.getElementById("state")?.dataset.again) setTimeout(lookAgain, 1500);
