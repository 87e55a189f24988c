// The part of htmx that our scripts call; the library itself is served by django-htmx.

declare const htmx: {
  ajax(verb: string, path: string, context: { target: Element; swap: string; source?: Element; values?: Record<string, string>; headers?: Record<string, string> }): Promise<void>;
  process(element: Element): void;
};
