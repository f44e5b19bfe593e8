/** Thrown where the numbers of a run have come to be none, such as a loss that overflowed: the run ends as a failure and not as a result. */
export class NotANumberError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "NotANumberError";
  }
}
