const block = 512;

/** The content of the file of that name, whatever folder it is in, in a tar file (POSIX ustar); undefined where there is none. */
export function fileInTar(tar: Uint8Array, name: string): Uint8Array | undefined {
  for (let start = 0; start + block <= tar.length;) {
    const path = text(tar, start, 100);
    const size = Number.parseInt(text(tar, start + 124, 12), 8) || 0;
    const content = start + block;
    if (path === name || path.endsWith(`/${name}`)) return tar.subarray(content, content + size);
    start = content + Math.ceil(size / block) * block;
  }
  return undefined;
}

/** A field of a header, up to its first zero byte. */
function text(tar: Uint8Array, start: number, length: number): string {
  const field = Buffer.from(tar.subarray(start, start + length)).toString("latin1");
  return field.split("\0", 1)[0]?.trim() ?? "";
}
