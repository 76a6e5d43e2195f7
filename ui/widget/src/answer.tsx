// One answer. Every text of it becomes a text node.
import { blocks, unlabelled, type Block } from "./layout";
import { clean, count } from "./text";
import type { Answer, Citation, Config, Option, Scope, Statement } from "./types";

const OPEN = 2;
const REFUSED = ["not_covered", "out_of_scope", "urgent"];

/** An answer with its sources; `turn` makes the names of its sources unique. */
export function AnswerCard({ answer, config, turn }: { answer: Answer; config: Config; turn: number }) {
  const banner = config.banners[answer.status];
  const scope = banner || !unlabelled(answer) ? "" : words(answer.scope, config);
  return (
    <>
      <div class={`answer ${answer.status}`}>
        <h2 class="unseen">Answer</h2>
        {banner && <p class="banner">{banner}</p>}
        {scope && <p class="scope">{scope}</p>}
        {blocks(answer).map((block, at) => <Part block={block} lead={at === 0} turn={turn} />)}
        {answer.notes.map((note) => <p class="note">{clean(note)}</p>)}
        {REFUSED.includes(answer.status) && config.contact && <p><Contact address={config.contact} /></p>}
      </div>
      {answer.citations.length > 0 && (
        <details class="sources" open={answer.citations.length <= OPEN}>
          <summary>{count(answer.citations.length, "source")}</summary>
          <ol>{[...answer.citations].sort((a, b) => a.number - b.number).map((citation) => <Source citation={citation} turn={turn} />)}</ol>
        </details>
      )}
    </>
  );
}

/** The link to the association. */
export function Contact({ address }: { address: string }) {
  const web = address.startsWith("https://");
  return <a class="contact" href={address} target={web ? "_blank" : undefined} rel="noopener noreferrer">Ask the association{web && <New />}</a>;
}

/** The scope of an answer in words. */
function words(scope: Scope, config: Config): string {
  const labels = (keys: string[], options: Option[]): string => keys.map((key) => options.find((option) => option.key === key)?.label ?? key).join(", ");
  return [labels(scope.associations, config.associations), labels(scope.categories, config.categories)].filter(Boolean).join(" · ");
}

function Part({ block, lead, turn }: { block: Block; lead: boolean; turn: number }) {
  const marked = (statement: Statement) => <Marked statement={statement} turn={turn} />;
  if (block.kind === "items") return <ul>{block.statements.map((statement) => <li>{marked(statement)}</li>)}</ul>;
  if (block.kind === "text") {
    return (
      <p class={lead ? "lead" : "text"}>
        {block.head && <span class="whose">{block.head}<span class="unseen">: </span></span>}
        {marked(block.statement)}
      </p>
    );
  }
  return (
    <dl class="rows">
      {block.rows.map((row) => (
        <div>
          <dt>{row.head}</dt>
          {row.cells.map((cell) => (
            <dd>
              {cell.head && <span class="side">{cell.head}<span class="unseen">: </span></span>}
              {cell.statements.length > 1 && cell.statements.every((s) => s.item)
                ? <ul>{cell.statements.map((statement) => <li>{marked(statement)}</li>)}</ul>
                : cell.statements.map((statement) => <p>{marked(statement)}</p>)}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

/** A statement with the numbers of its sources; the last word stays on one line with them. */
function Marked({ statement, turn }: { statement: Statement; turn: number }) {
  const text = clean(statement.text);
  if (!statement.citations.length) return <>{text}</>;
  const at = text.lastIndexOf(" ") + 1;
  return (
    <>
      {text.slice(0, at)}
      <span class="together">
        {text.slice(at)}
        {statement.citations.map((number) => (
          <a class="mark" href={`#source-${turn}-${number}`} aria-label={`Source ${number}`} onClick={show}>{number}</a>
        ))}
      </span>
    </>
  );
}

/** Opens the list of sources at the one that a mark leads to. */
function show(event: MouseEvent & { currentTarget: HTMLAnchorElement }): void {
  event.preventDefault();
  const source = document.querySelector(event.currentTarget.hash);
  if (!source) return;
  source.closest("details")!.open = true;
  source.querySelector("a")!.focus();
}

function Source({ citation, turn }: { citation: Citation; turn: number }) {
  const path = clean(citation.heading).replaceAll(" > ", " › ");
  const where = `${path}${citation.page === null ? "" : `, page ${citation.page}`}`;
  const address = citation.document.startsWith("/documents/") ? citation.document : undefined;
  return (
    <li id={`source-${turn}-${citation.number}`}>
      <span class="number" aria-hidden="true">{citation.number}</span>
      <span class="what">
        <a href={address} target="_blank" rel="noopener">{where}<New /></a>
        <q>{clean(citation.quote)}</q>
      </span>
    </li>
  );
}

function New() {
  return <span class="unseen"> (opens in a new tab)</span>;
}
