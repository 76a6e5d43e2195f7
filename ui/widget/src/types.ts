// What the server tells the panel, and an answer as it comes in events.

export interface Option { key: string; label: string }
export interface Ink { fill: string; on_fill: string; text: string }

/** What the server writes into the panel's page (ui/panel.py). */
export interface Config {
  site: string;
  association: string;
  greeting: string;
  contact: string;
  associations: Option[];
  categories: Option[];
  banners: Record<string, string>;
  starters: string[];
  keeping: boolean;
  days: number;
  longest: number;
  most: number;
  light: Ink;
  dark: Ink;
}

export interface Statement { text: string; citations: number[]; label: string; topic: string; edition: string; item: boolean }
export interface Citation { number: number; heading: string; quote: string; page: number | null; document: string }
export interface Scope { associations: string[]; categories: string[] }

export interface Answer {
  status: string;
  layout: string;
  statements: Statement[];
  citations: Citation[];
  notes: string[];
  suggestions: string[];
  scope: Scope;
}

/** What is sent with a question: the conversation, the question last, and what limits the answer; when presumed, only as far as the words name nothing else. */
export interface Asked { turns: string[]; associations: string[]; categories: string[]; presumed: boolean }

/** A question with its answer, or with why there is none; with neither while it is being answered, then with as much as has come. */
export interface Turn { id: number; question: string; asked: Asked; growing?: Answer; answer?: Answer; failure?: string }
