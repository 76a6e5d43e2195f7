// Asking the server: the events of an answer, and every way in which there is none, in plain words.
import { capital, count } from "./text";
import type { Answer, Asked } from "./types";

const OFFLINE = "There is no connection to the assistant. Check that you are online, then try again.";
const BROKEN = "The answer broke off. Please try again.";
const FORBIDDEN = "Questions cannot be asked from this page. Please tell whoever runs this website.";
const FAILED = "Something went wrong. Please try again later.";

/** Why there is no answer, in words for the person who asked. */
class Failure extends Error {}

/** What is said of an error. */
export function reason(error: unknown): string {
  return error instanceof Failure ? error.message : FAILED;
}

/**
 * Ask, and wait for the whole answer; `grow` is given what there is of it, each time that more has come.
 * Throws a Failure, or an AbortError when the person no longer wants it.
 */
export async function ask(asked: Asked, signal: AbortSignal, grow: (answer: Answer) => void): Promise<Answer> {
  const response = await post("/api/ask/stream", asked, signal);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const answer: Answer = { status: "", layout: "", statements: [], citations: [], notes: [], suggestions: [], scope: { associations: [], categories: [] } };
  let ended = false;
  let text = "";
  for (;;) {
    const { done, value } = await reader.read().catch((error) => {
      if (signal.aborted) throw error;
      return { done: true, value: "" };
    });
    if (done) break;
    const events = (text + value).split("\n\n");
    text = events.pop()!;
    for (const event of events) {
      const [, name, data] = /^event: (.*)\ndata: (.*)$/s.exec(event) ?? [];
      if (!data) continue;
      const told = JSON.parse(data);
      if (name === "statement") Object.assign(answer, { layout: told.layout, statements: [...answer.statements, told] });
      else Object.assign(answer, name === "end" ? told : { [name!]: told });
      ended ||= name === "end";
    }
    grow({ ...answer });
  }
  if (!ended) throw new Failure(BROKEN);
  return answer;
}

/** Send JSON to this server, without cookies; whatever is not a success is thrown as a Failure. */
export async function post(address: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), credentials: "omit", signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Failure(OFFLINE);
  }
  if (response.ok) return response;
  throw new Failure(await refusal(response));
}

async function refusal(response: Response): Promise<string> {
  const { status } = response;
  if (status === 429 || status === 503) {
    const seconds = Math.max(1, Number(response.headers.get("Retry-After")) || 5);
    return `Too many questions right now; try again in ${count(seconds, "second")}.`;
  }
  if (status === 403) return FORBIDDEN;
  if (status === 404 || status === 413 || status === 422) {
    const said: unknown = await response.json().then((body) => body.error, () => "");
    if (said && typeof said === "string") return `${capital(said)}.`;
  }
  return FAILED;
}
