// What a person may send to the association: nothing is stored before "Send", and the text that would be stored is shown first.
import { Component } from "preact";
import { post, reason } from "./asking";
import { count } from "./text";
import type { Asked } from "./types";

type Kind = "sent" | "helpful" | "unhelpful";
interface Preview { text: string; turns?: string[]; days: number }
interface State { kind: Kind; preview?: Preview; said?: string; failure?: string; busy?: boolean }
const TITLES: Record<Kind, string> = { sent: "Send this question to the association", helpful: "This answer helped", unhelpful: "This answer did not help" };

/** The buttons under an answer, then what would be stored, then what was. */
export class Keeping extends Component<{ asked: Asked; site: string; turn: number }, State> {
  state: State = { kind: "sent" };

  /** Focus goes along with what takes the place of what had it. */
  componentDidUpdate(_: unknown, before: State): void {
    const { kind, preview, said } = this.state;
    if (preview !== before.preview || said !== before.said) document.getElementById(this.name(preview || said ? "" : kind))?.focus();
  }

  name(part: string): string {
    return `keep-${part}-${this.props.turn}`;
  }

  /** Send what was asked; what comes back changes the state. */
  async send(address: string, body: object, then: (told: Preview) => Partial<State>): Promise<void> {
    if (this.state.busy) return;
    this.setState({ busy: true, failure: "" });
    try {
      this.setState(then(await (await post(address, body)).json()));
    } catch (error) {
      this.setState({ failure: reason(error) });
    }
    this.setState({ busy: false });
  }

  render() {
    const { asked, site } = this.props;
    const { kind, preview, said, failure, busy } = this.state;
    const problem = failure && <p class="problem" role="alert">{failure}</p>;
    const cancel = (): void => this.setState({ preview: undefined, failure: "" });
    if (said) return <p class="said" id={this.name("")} tabIndex={-1}>{said}</p>;
    if (preview) {
      const send = () => this.send("/api/kept", { ...asked, kind, site }, ({ days }) => ({ said: `Thank you. It was sent, and is deleted after ${count(days, "day")}.` }));
      return (
        <section class="consent" id={this.name("")} tabIndex={-1} aria-label={TITLES[kind]} onKeyDown={(event) => { if (event.key === "Escape") { event.preventDefault(); cancel(); } }}>
          <h3>{TITLES[kind]}</h3>
          <blockquote>{[...(preview.turns ?? []), preview.text].map((text) => <p>{text}</p>)}</blockquote>
          <p>
            This text is stored for {count(preview.days, "day")} so that staff can read it. Names, numbers and addresses were taken out: check that nothing private is left.
          </p>
          {problem}
          <div class="tools">
            <button type="button" class="main" aria-disabled={busy} onClick={send}>Send</button>
            <button type="button" class="plain" onClick={cancel}>Cancel</button>
          </div>
        </section>
      );
    }
    const button = (kind: Kind, name: string) => (
      <button
        type="button" class="quiet" id={this.name(kind)} aria-disabled={busy}
        onClick={() => this.send("/api/kept/preview", { turns: asked.turns, kind }, (preview) => ({ kind, preview }))}
      >{name}</button>
    );
    return (
      <>
        <div class="tools">
          {button("helpful", "Helpful")}
          {button("unhelpful", "Not helpful")}
          {button("sent", TITLES.sent)}
        </div>
        {problem}
      </>
    );
  }
}
