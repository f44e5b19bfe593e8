/** Runs a command: its errors go to stderr, one line a problem, and the process ends with 1. */
export async function runCommand(
  command: (words: readonly string[]) => Promise<void>,
): Promise<void> {
  try {
    await command(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
