/** Cache of the latest answers, by their queries. A failed one is forgotten. */
export class Kept<Value> {
  readonly #answers = new Map<string, Promise<Value>>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  known(question: string): Promise<Value> | undefined {
    return this.#answers.get(question);
  }

  get(question: string, ask: () => Promise<Value>): Promise<Value> {
    return this.known(question) ?? this.set(question, ask());
  }

  set(question: string, answer: Promise<Value>): Promise<Value> {
    this.#answers.set(question, answer);
    answer.catch(() => this.#answers.delete(question));
    if (this.#answers.size > this.#most) this.#answers.delete(this.#answers.keys().next().value!);
    return answer;
  }
}
