/**
 * How far a lint is: on stderr, one line a file of what was examined, and below it, only where that is a terminal, how many files are done.
 *
 * Room     cli (floor 7).
 */
import type { LintedFile } from '../../index/lint.js';
import { lintExamined, lintPassedOver, lintReasons } from '../../index/lint.js';
import type { Messages } from '../../index/words.js';
import { visibleText } from '../../locale/visible-text.js';
import type { Context } from '../command.js';

export interface LintProgress {
  start(count: number): void;
  file(linted: LintedFile): void;
  end(): void;
}

export interface LintTelling {
  readonly messages: Messages;
  /** Nothing but what could not be told. */
  readonly quiet: boolean;
  /** Whether what could not be told stands in the result already. */
  readonly toldElsewhere: boolean;
}

/** Starts a display. */
export function startLintProgress({ world, lang }: Context, { messages, quiet, toldElsewhere }: LintTelling): LintProgress {
  const terminal = world.stderr.isTTY === true && !quiet;
  const clear = terminal ? '\r\u001b[2K' : '';
  const speech = { lang, messages };
  let count = 0;
  let done = 0;
  const linesOf = (linted: LintedFile): readonly string[] => {
    if (linted.passedOver !== undefined) return quiet ? [] : [lintPassedOver(linted, speech)];
    const reasons = toldElsewhere
      ? []
      : lintReasons(linted, speech).map(({ title, detail }) => `${visibleText(linted.file)}: ${title}${detail === null ? '' : ` (${detail})`}`);
    return [...(quiet || linted.errors.length > 0 ? [] : [`${visibleText(linted.file)}: ${lintExamined(linted, speech)}`]), ...reasons];
  };
  return {
    start(files) {
      count = files;
      done = 0;
    },
    file(linted) {
      done += 1;
      const lines = linesOf(linted).map((line) => `${line}\n`);
      world.stderr.write(`${clear}${lines.join('')}${terminal && done < count ? `${done}/${count}` : ''}`);
    },
    end() {
      if (terminal) world.stderr.write(clear);
    },
  };
}
