const decoder = new TextDecoder();

/** An answer whose content is kept as it is, for who asks: through a stream, it costs as much as many a page. */
export class WholeResponse extends Response {
  readonly content: string | Uint8Array<ArrayBuffer> | undefined;

  constructor(body?: BodyInit | null, init?: ResponseInit) {
    super(isContent(body) ? null : body, init);
    this.content = isContent(body) ? body : undefined;
  }

  override get body(): Response["body"] {
    return this.content === undefined ? super.body : new Blob([this.content]).stream();
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return this.content === undefined
      ? super.arrayBuffer()
      : new Blob([this.content]).arrayBuffer();
  }

  override async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  override async text(): Promise<string> {
    if (this.content === undefined) return super.text();
    return typeof this.content === "string" ? this.content : decoder.decode(this.content);
  }
}

function isContent(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return (
    typeof body === "string" || (body instanceof Uint8Array && body.buffer instanceof ArrayBuffer)
  );
}

/** The content of an answer; throws where there is none. */
export async function contentOf(response: Response, file: string): Promise<string | Uint8Array> {
  if (!response.ok && response.status !== 404) {
    throw new Error(`${file} could not be made: its page answers with ${response.status}`);
  }
  if (response instanceof WholeResponse && response.content !== undefined) {
    return response.content;
  }
  return new Uint8Array(await response.arrayBuffer());
}
