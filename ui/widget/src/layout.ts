// How the statements of an answer are set: running text, list items, and rows with a heading. The chat page sets them by the same rules (ui/markup.py).
import { capital, clean } from "./text";
import type { Answer, Statement } from "./types";

export interface Cell { head: string; statements: Statement[] }
export interface Row { head: string; cells: Cell[] }
export type Block = { kind: "text"; head: string; statement: Statement } | { kind: "items"; statements: Statement[] } | { kind: "rows"; rows: Row[] };

const WIDEST = 3;

/** The statements in order: rows of a table together, list items together, everything else as paragraphs. */
export function blocks(answer: Answer): Block[] {
  const found: Block[] = [];
  let group: Statement[] = [];
  let kind = "text";
  const end = (): void => {
    if (group.length) found.push(kind === "item" ? { kind: "items", statements: group } : { kind: "rows", rows: rows(kind, group, answer) });
    group = [];
  };
  for (const statement of answer.statements) {
    const head = headOf(statement, answer);
    const own = sideBySide(statement, answer) ? "cell" : answer.layout !== "text" && head ? "row" : statement.item ? "item" : "text";
    if (own !== kind) end();
    kind = own;
    if (own === "text") found.push({ kind: "text", head, statement });
    else group.push(statement);
  }
  end();
  return found;
}

/** Whether nothing else in an answer says whose rules it tells. */
export function unlabelled(answer: Answer): boolean {
  return answer.layout === "checklist" || (answer.layout === "text" && !answer.statements.some((statement) => statement.label));
}

/** What heads a statement: its label; in a checklist or among changes its topic; both where rows differ in both; or nothing. */
function headOf(statement: Statement, answer: Answer): string {
  const [label, topic] = [clean(statement.label), capital(clean(statement.topic))];
  if (statement.edition) return answer.layout === "changes" ? topic : joined([label || edition(statement), topic]);
  if (answer.layout === "text") return label;
  const both = answer.layout === "comparison" ? [label, several(answer, "topic") ? topic : ""] : [several(answer, "label") ? label : "", topic];
  return joined(both) || label || topic;
}

function rows(kind: string, group: Statement[], answer: Answer): Row[] {
  const labels = unique(group.map((s) => s.label));
  const table = labels.length > 1 && labels.length <= WIDEST && unique(group.map((s) => s.topic)).length > 1 && group.every((s) => s.label && s.topic);
  const byTopic = kind === "cell" || table;
  const row = (s: Statement): string => (byTopic ? capital(clean(s.topic)) : headOf(s, answer));
  const cell = (s: Statement): string => (kind === "cell" ? capital(edition(s)) : table ? clean(s.label) : "");
  return unique(group.map(row)).map((head) => {
    const within = group.filter((s) => row(s) === head);
    return { head, cells: unique(within.map(cell)).map((name) => ({ head: name, statements: within.filter((s) => cell(s) === name) })) };
  });
}

function sideBySide(statement: Statement, answer: Answer): boolean {
  return answer.layout === "changes" && Boolean(statement.edition);
}

function edition(statement: Statement): string {
  const name = clean(statement.edition);
  return /^\d/.test(name) ? `${name} edition` : name;
}

function several(answer: Answer, name: "topic" | "label"): boolean {
  return unique(answer.statements.map((s) => s[name]).filter(Boolean)).length > 1;
}

function joined(parts: string[]): string {
  return parts.filter(Boolean).join(", ");
}

function unique(values: string[]): string[] {
  return [...new Set(values)];
}
