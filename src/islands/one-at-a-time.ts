/** Has work done one piece at a time: what is asked for meanwhile is done once, after the piece under way. Tells whether it began at once. */
export function oneAtATime(work: () => Promise<void>): () => boolean {
  let isWanted = false;
  let isWorking = false;
  const go = async (): Promise<void> => {
    isWorking = true;
    try {
      while (isWanted) {
        isWanted = false;
        await work();
      }
    } finally {
      isWorking = false;
    }
  };
  return () => {
    isWanted = true;
    if (isWorking) return false;
    void go();
    return true;
  };
}
