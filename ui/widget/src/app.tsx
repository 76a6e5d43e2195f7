// The panel: a conversation and the box to go on with it. Everything lives in this page and is gone with it.
import { Component, createRef } from "preact";
import { AnswerCard, Contact } from "./answer";
import { ask, reason } from "./asking";
import { Anew, Cross } from "./icons";
import { Keeping } from "./keeping";
import { Chip } from "./scope";
import { clean, length } from "./text";
import type { Answer, Config, Turn } from "./types";

const TITLE = "Endorsement assistant";
const GREETING = "Ask what endorsement takes. Each answer shows the sentence of the guideline behind it.";
const FOLLOW_UPS = 4;
/** Characters of a conversation that are sent; the server takes 16 kB. */
const MOST = 5000;

interface Given { config: Config; close?: () => void }
interface State { turns: Turn[]; text: string; association: string; category: string; moved: boolean; said: string }

export class App extends Component<Given, State> {
  state: State = this.beginning();
  box = createRef<HTMLTextAreaElement>();
  control?: AbortController;
  number = 0;

  beginning(): State {
    return { turns: [], text: "", association: this.props.config.association, category: "", moved: false, said: "" };
  }

  componentDidMount(): void {
    const { config, close } = this.props;
    this.focus();
    window.addEventListener("message", ({ source, origin, data }) => {
      if (source === parent && origin === config.site && data === "endorsement:open") this.focus();
    });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.defaultPrevented) close?.(); });
  }

  componentDidUpdate(_: Given, before: State): void {
    const latest = this.state.turns.at(-1);
    if (!latest || latest === before.turns.at(-1)) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    document.getElementById(`turn-${latest.id}`)!.scrollIntoView({ behavior: calm ? "auto" : "smooth" });
  }

  focus(): void {
    this.box.current?.focus();
  }

  /** Ask. `past` are the turns before it; when `strict`, the choices hold even if the conversation names others. */
  async put(given: string, past: Turn[], strict = false): Promise<void> {
    const { config } = this.props;
    const { association, category, turns } = this.state;
    const question = given.trim();
    this.focus();
    if (!question || isOpen(turns.at(-1))) return;
    if (length(question) > config.longest) return this.setState({ said: tooLong(question, config) });
    const words = [...past.filter((turn) => turn.answer).map((turn) => turn.question), question];
    while (words.length > config.most || (words.length > 1 && words.join("").length > MOST)) words.shift();
    const asked = {
      turns: words,
      associations: association ? [association] : [],
      categories: category ? [category] : [],
      presumed: !strict,
    };
    const turn: Turn = { id: ++this.number, question, asked };
    const { signal } = (this.control = new AbortController());
    this.setState({ turns: [...past, turn], text: "", moved: false, said: "" });
    try {
      const answer = await ask(asked, signal, (growing) => this.setState({ turns: [...past, { ...turn, growing }] }));
      this.setState({
        turns: [...past, { ...turn, answer }],
        said: spoken(answer, config),
        association: follow(this.state.association, answer.scope.associations),
        category: follow(this.state.category, answer.scope.categories),
      });
    } catch (error) {
      const failure = reason(error);
      if (!signal.aborted) this.setState({ turns: [...past, { ...turn, failure }], said: failure });
    }
  }

  restart(): void {
    this.control?.abort();
    this.setState({ ...this.beginning(), said: "New conversation" });
    this.focus();
  }

  render() {
    const { config, close } = this.props;
    const { turns, text, association, category, moved, said } = this.state;
    const latest = turns.at(-1);
    const answer = latest?.answer;
    const busy = isOpen(latest);
    const problem = tooLong(text, config);
    const follows = latest ? (answer?.suggestions ?? []) : config.starters;
    return (
      <>
        <header>
          <h1>{TITLE}</h1>
          {latest && <button type="button" class="icon" aria-label="New conversation" title="New conversation" onClick={() => this.restart()}><Anew /></button>}
          {close && <button type="button" class="icon" aria-label="Close" title="Close" onClick={close}><Cross /></button>}
        </header>
        <main tabIndex={0} aria-label="Conversation" aria-busy={busy}>
          {!latest && <p class="greeting">{clean(config.greeting) || GREETING}</p>}
          {turns.map((turn) => (
            <article key={turn.id} id={`turn-${turn.id}`}>
              <h2 class="unseen">You asked</h2>
              <p class="question">{turn.question}</p>
              {(turn.answer ?? turn.growing?.statements[0]) && <AnswerCard answer={turn.answer ?? turn.growing!} config={config} turn={turn.id} />}
              {turn.answer && config.keeping && <Keeping asked={turn.asked} site={config.site} turn={turn.id} />}
              {turn.failure && <div class="answer failed"><h2 class="banner">No answer this time</h2><p>{turn.failure}</p></div>}
              {isOpen(turn) && !turn.growing && <p class="answer waiting">Looking in the guidelines<span class="dots">…</span></p>}
            </article>
          ))}
          {latest?.failure && <button type="button" class="follow" onClick={() => this.put(latest.question, turns.slice(0, -1))}>Try again</button>}
          {follows.length > 0 && (
            <section class="follows" aria-label={answer?.status === "needs_clarification" ? "Choose one, or answer in your own words" : "Questions to ask"}>
              {follows.slice(0, FOLLOW_UPS).map((question) => <button type="button" class="follow" onClick={() => this.put(question, turns)}>{clean(question)}</button>)}
            </section>
          )}
        </main>
        <form onSubmit={(event) => { event.preventDefault(); void this.put(text, turns); }}>
          <div class="scope-row">
            <Chip name="Association" options={config.associations} value={association} understood={answer?.scope.associations} choose={(key) => this.setState({ association: key, moved: true })} />
            <Chip name="Category" options={config.categories} value={category} understood={answer?.scope.categories} choose={(key) => this.setState({ category: key, moved: true })} />
          </div>
          {moved && answer && <button type="button" class="quiet" onClick={() => this.put(latest.question, turns.slice(0, -1), true)}>Answer the last question again</button>}
          <div class="ask">
            <textarea
              ref={this.box} rows={1} aria-label="Your question" placeholder="Your question" value={text} aria-invalid={Boolean(problem)} aria-describedby="limit"
              onInput={(event) => this.setState({ text: event.currentTarget.value })}
              onKeyDown={(event) => {
                if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
                event.preventDefault();
                void this.put(text, turns);
              }}
            />
            <button class="main" aria-disabled={busy}>Ask</button>
          </div>
          <p id="limit" class="problem">{problem}</p>
          <p class="foot">Your association decides.{config.contact && <Contact address={config.contact} />}</p>
        </form>
        <div role="status" aria-live="polite" class="unseen">{said}</div>
      </>
    );
  }
}

/** Whether a turn is still being answered. */
function isOpen(turn?: Turn): boolean {
  return Boolean(turn && !turn.answer && !turn.failure);
}

function tooLong(text: string, { longest }: Config): string {
  const over = length(text.trim()) - longest;
  return over > 0 ? `A question may have at most ${longest.toLocaleString("en")} characters; shorten it by ${over.toLocaleString("en")}.` : "";
}

/** What is presumed of the next question: what this one was answered about, if that was another one alone; nothing if nothing was. */
function follow(now: string, understood: string[]): string {
  return now && understood.length === 1 ? understood[0]! : now;
}

/** What a screen reader says of an answer: its first sentence. */
function spoken(answer: Answer, config: Config): string {
  const lead = answer.statements[0];
  return ["Answer", config.banners[answer.status], lead?.label, lead?.text].filter(Boolean).map((text) => clean(text!)).join(": ");
}
