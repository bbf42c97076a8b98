// How to see again what the page shows: commands that can be copied as they stand.

/** A word for a shell, whatever a provider is called. */
function shellWord(text) {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : "'" + text.replaceAll("'", "'\\''") + "'";
}

function dotted(id) {
  return id.replaceAll('/', '.');
}

/** What is not said is as it is by itself. */
function runCommand(purpose, report) {
  const {grading, quiescence_ms: quiescence} = report.options;
  return ['wsconform run --provider', shellWord(report.provider), '--filter',
    shellWord(dotted(purpose.id)), grading === 'portable' ? '' : '--grading ' + grading,
    quiescence === 1000 ? '' : '--quiescence ' + quiescence,
    report.seed === '1' ? '' : '--seed ' + report.seed, '--out again'].filter(Boolean).join(' ');
}

function checkCommand(purpose) {
  return 'wsconform check ' + shellWord('traces/' + dotted(purpose.id) + '.jsonl');
}

function reproduceCommand(purpose) {
  return 'wsconform reproduce ' + shellWord(purpose.id) + ' --out ' +
    shellWord(purpose.claim + '.c');
}

function commandLine(text) {
  return make('code.command', text);
}

function commands(purpose, result, report) {
  if (result.verdict === 'not-applicable') return null;
  return make('section.commands', make('h3', 'See it again'), terms([
    ['play it', commandLine(runCommand(purpose, report))],
    ['judge the trace', make('span', commandLine(checkCommand(purpose)),
        make('span.faint', ' in the folder of the report'))],
    ['as a C program', commandLine(reproduceCommand(purpose))],
  ]));
}
