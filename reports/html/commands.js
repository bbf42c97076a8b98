// SPDX-License-Identifier: Apache-2.0

// How to see again what the page shows: commands that can be copied as they stand.

/** A word for a shell, whatever a provider is called. */
function shellWord(text) {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : "'" + text.replaceAll("'", "'\\''") + "'";
}

function dotted(id) {
  return id.replaceAll('/', '.');
}

/** What is not said is as it is by itself. */
function runCommand(purpose, report, file) {
  const {grading, quiescence_ms: quiescence, cases} = report.options;
  return ['wsconform run --provider', shellWord(report.provider), '--filter',
    shellWord(dotted(purpose.id)), file ? '--scenarios counterexamples' : '',
    purpose.id.startsWith('generated/') ? '--cases ' + cases : '',
    grading === 'portable' ? '' : '--grading ' + grading,
    quiescence === 1000 ? '' : '--quiescence ' + quiescence,
    report.seed === '1' ? '' : '--seed ' + report.seed, '--out again'].filter(Boolean).join(' ');
}

function checkCommand(purpose) {
  return 'wsconform check ' + shellWord('traces/' + dotted(purpose.id) + '.jsonl');
}

function reproduceCommand(purpose, file) {
  return 'wsconform reproduce ' + shellWord(file || purpose.id) + ' --out ' +
    shellWord(purpose.claim + '.c');
}

/** The command, or why there is none. */
function program(purpose, result, file) {
  if (result.generated) return null;
  const why = result.not_reproducible;
  return why ? make('span.faint', 'none: ' + why) : commandLine(reproduceCommand(purpose, file));
}

function commands(purpose, result, of) {
  if (result.verdict === 'not-applicable' || result.verdict === 'untested') return null;
  const file = discoveryOf(purpose, of)?.file;
  const inFolder = make('span.faint', ' in the folder of the report');
  return make('section.commands', make('h3', 'See it again'), terms([
    ['play it', make('span', commandLine(runCommand(purpose, reports[of], file)),
        file ? inFolder.cloneNode(true) : '')],
    ['judge the trace', result.generated ? null :
      make('span', commandLine(checkCommand(purpose)), inFolder)],
    ['as a C program', program(purpose, result, file)],
  ]));
}
