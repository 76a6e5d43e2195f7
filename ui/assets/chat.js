// What the chat page does in the visitor's browser: sources, copying, download, focus and announcements, and what a visitor chooses to send.
// Nothing is sent before the visitor has pressed one of the three buttons for that, and nothing is stored before "Send".
(() => {
  "use strict";
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const touch = () => matchMedia("(pointer: coarse)").matches;
  const box = () => document.querySelector("#question textarea");
  const present = () => document.querySelector("#present .turn");

  // The one region that screen readers are told by; it is there before its first text.
  function region() {
    let found = document.getElementById("announcements");
    if (!found) {
      found = make("div", "unseen");
      found.id = "announcements";
      found.setAttribute("role", "status");
      found.setAttribute("aria-live", "polite");
      document.querySelector("#page").append(found);
    }
    return found;
  }

  let telling = 0;
  function announce(text) {
    region().textContent = "";
    clearTimeout(telling);
    telling = setTimeout(() => { region().textContent = text; }, 60);
  }

  function make(tag, name, text) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text) made.textContent = text;
    return made;
  }

  function focusBox() { box()?.focus({ preventScroll: true }); }

  // Moves focus to a part of the page that is no control, so that it is not lost with one that goes away.
  function focusOn(part) {
    if (!part) return;
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
  }

  // Keeps the question at the top while its answer grows, until the person scrolls.
  let following = 0;
  function follow() {
    const turn = present();
    const top = turn ? turn.getBoundingClientRect().top : 0;
    const room = document.documentElement.scrollHeight - window.innerHeight - window.scrollY;
    if (top > 8 && room > 8) window.scrollBy({ top: Math.min(top, room), behavior: calm() ? "auto" : "smooth" });
  }
  function stopFollowing() { clearInterval(following); following = 0; }
  for (const kind of ["wheel", "touchmove", "pointerdown"]) window.addEventListener(kind, stopFollowing, { passive: true });

  // `text` is what is asked; that there is nothing in the box changes nothing on the page.
  let pending = false;
  function sent(text) {
    pending = typeof text !== "string" || text.trim() !== "";
    region();
    // On a touch screen focus in the box would bring up the keyboard over the answer.
    if (!touch()) focusBox();
    else if (!document.activeElement?.closest("#ask")) focusOn(document.querySelector("#present"));
    stopFollowing();
    if (!pending) return;
    for (const answer of document.querySelectorAll("#page .answer")) { closeConsent(answer); answer.querySelector(":scope > .said")?.remove(); }
    following = setInterval(follow, 150);
    setTimeout(stopFollowing, 60000);
  }

  function done() {
    setTimeout(() => { if (following) follow(); stopFollowing(); }, 200);
    if (!pending) return;
    pending = false;
    const whole = present()?.querySelector(".answer pre") || present()?.querySelector(".answer");
    if (whole) announce(`Answer: ${whole.textContent.split("\n\n")[0].trim()}`);
  }

  // The button that was pressed goes away with the conversation.
  function leaving() {
    if (touch()) focusOn(document.querySelector("#masthead h1"));
    else focusBox();
  }

  function restarted() {
    window.scrollTo({ top: 0, behavior: calm() ? "auto" : "smooth" });
    already.clear();
    announce("New conversation");
  }

  function openSource(name) {
    const source = document.getElementById(name);
    if (!source) return;
    source.open = true;
    source.scrollIntoView({ block: "nearest", behavior: calm() ? "auto" : "smooth" });
    source.querySelector("summary").focus({ preventScroll: true });
  }

  async function copy(button) {
    const text = button.parentElement.querySelector("pre").textContent;
    let copied = true;
    try { await navigator.clipboard.writeText(text); }
    catch { copied = copyOld(text); }
    button.textContent = copied ? "Copied" : "Copying is not allowed here";
    announce(copied ? "Answer copied" : "Copying is not allowed here");
    setTimeout(() => { button.textContent = "Copy answer"; }, 2000);
  }

  function copyOld(text) {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }

  function download() {
    const text = document.querySelector("#kept pre")?.textContent;
    if (!text) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
    link.download = `endorsement-conversation-${new Date().toISOString().slice(0, 10)}.md`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    announce("Conversation downloaded");
  }

  // What a visitor chooses to send. The server takes personal data out and says what is left: that is what would be stored.
  const already = new Set();
  const TITLES = { sent: "Send this question to the association?", helpful: "Mark this answer as helpful?", unhelpful: "Mark this answer as not helpful?" };
  const LARGEST = 15000;

  function offered(button) {
    const keep = button.closest(".keep");
    const all = [...document.querySelectorAll("#page .keep")];
    const turns = all.slice(0, all.indexOf(keep) + 1).map((each) => each.dataset.question).slice(-20);
    const { association, category } = keep.dataset;
    const body = { turns, kind: button.dataset.keep, associations: association ? [association] : [], categories: category ? [category] : [] };
    while (turns.length > 1 && new Blob([JSON.stringify(body)]).size > LARGEST) turns.shift();
    return JSON.stringify(body);
  }

  async function post(path, body) {
    try {
      const reply = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body, credentials: "omit" });
      const told = await reply.json();
      return reply.ok ? told : { error: told.error };
    } catch { return { error: "the server cannot be reached; try again" }; }
  }

  function say(tools, text) {
    tools.parentElement.querySelector(":scope > .said")?.remove();
    tools.after(make("p", "said", text));
    announce(text);
  }

  function closeConsent(answer) {
    const open = answer.querySelector(".consent");
    if (!open) return null;
    const button = answer.querySelector(".keep [aria-expanded=true]");
    button?.setAttribute("aria-expanded", "false");
    if (open.contains(document.activeElement)) button?.focus();
    open.remove();
    return button;
  }

  async function askConsent(button) {
    const tools = button.closest(".tools");
    if (button.dataset.busy || closeConsent(tools.parentElement) === button) return;
    const body = offered(button);
    if (already.has(body)) { say(tools, "You have sent this already."); return; }
    button.dataset.busy = "1";
    const told = await post("/api/kept/preview", body);
    delete button.dataset.busy;
    if (!button.isConnected) return;
    closeConsent(tools.parentElement);
    tools.parentElement.querySelector(":scope > .said")?.remove();
    if (told.error) { say(tools, `This did not work: ${told.error}.`); return; }
    button.setAttribute("aria-expanded", "true");
    const consent = drawConsent(button.dataset.keep, told);
    tools.after(consent);
    focusOn(consent);
    consent.scrollIntoView({ block: "nearest", behavior: calm() ? "auto" : "smooth" });
    consent.addEventListener("keydown", (event) => { if (event.key === "Escape") closeConsent(tools.parentElement); });
    consent.querySelector(".cancel").addEventListener("click", () => closeConsent(tools.parentElement));
    consent.querySelector(".send").addEventListener("click", (event) => send(event.currentTarget, tools, body));
  }

  function drawConsent(kind, told) {
    const consent = make("div", "consent");
    const title = make("p", "title", TITLES[kind]);
    const text = make("blockquote", "", told.text);
    const terms = make("div", "terms");
    const days = told.days === 1 ? "1 day" : `${told.days} days`;
    if (told.turns?.length) {
      const earlier = make("ul");
      earlier.append(...told.turns.map((turn) => make("li", "", turn)));
      terms.append(make("p", "", "The questions before it go along:"), earlier);
    }
    terms.append(make("p", "", `This text is stored for ${days} so that staff can read it. Names, numbers and addresses were taken out: check that nothing private is left.`));
    const mark = { sent: "", helpful: ", that the answer was helpful,", unhelpful: ", that the answer was not helpful," }[kind];
    terms.append(make("p", "note", `Stored with it: the date${mark} and which passages the answer cited.`));
    const choices = make("div", "choices");
    choices.append(make("button", "send", "Send"), make("button", "cancel", "Cancel"));
    for (const choice of choices.children) choice.type = "button";
    title.id = `consent-${kind}-${Date.now()}`;
    consent.setAttribute("role", "group");
    consent.setAttribute("aria-labelledby", title.id);
    consent.append(title, text, terms, choices);
    return consent;
  }

  async function send(button, tools, body) {
    if (button.dataset.busy) return;
    button.dataset.busy = "1";
    const told = await post("/api/kept", body);
    delete button.dataset.busy;
    if (!told.error) already.add(body);
    if (!tools.isConnected) return;
    if (!told.error) closeConsent(tools.parentElement);
    say(tools, told.error ? `Nothing was stored: ${told.error}.` : "Thank you. It is stored for staff to read.");
  }

  // A control of the scope gives up focus when something was chosen; the person goes on from where it stands.
  document.addEventListener("focusout", (event) => {
    const choice = event.target.closest("#scope .choice");
    if (choice && !event.relatedTarget) setTimeout(() => { if (document.activeElement === document.body && document.hasFocus()) focusOn(choice); });
  });

  document.addEventListener("click", (event) => {
    const mark = event.target.closest("a[data-source]");
    if (mark) { event.preventDefault(); openSource(mark.dataset.source); }
    if (event.target.closest("a.skip")) { event.preventDefault(); box()?.focus(); }
    const button = event.target.closest("button[data-copy], button[data-keep]");
    if (button) (button.dataset.keep ? askConsent : copy)(button);
  });

  window.endorsement = { sent, done, leaving, restarted, download };
})();
