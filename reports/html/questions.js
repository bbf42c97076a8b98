// SPDX-License-Identifier: Apache-2.0

// "What may I rely on?": questions in an application developer's words. Each is answered for each
// provider from verdicts; the purposes that bear the answer out are one click away.

const mostEvidence = 3;
const ANSWERS = {
  'as-documented': ['verified', 'as documented'],
  'not-as-documented': ['violated', 'not as documented'],
  'partly': ['verified', 'as far as tried'],
  'permitted': ['recorded', 'left to the provider'],
  'unknown': ['unexercised', 'not known'],
};

function answerBadge(kind) {
  const [status, words] = ANSWERS[kind];
  const sign = make('span.sign', SIGNS[status]);
  sign.setAttribute('aria-hidden', 'true');
  return make('span.badge.is-' + status, sign, words);
}

function evidenceOf(answer, of) {
  const {evidence, violated} = answer;
  const rest = evidence.length - mostEvidence;
  return [
    violated.length ? make('p.witness', 'violated: ', severalClauses(violated)) : null,
    evidence.length ? make('p.witness', violated.length ? 'seen in ' : 'shown by ',
        evidence.slice(0, mostEvidence).flatMap((id, i) => [i ? ', ' : '', purposeLink(id, of)]),
        rest > 0 ? ` and ${rest} more` : '') : null,
  ];
}

/** Reports that give the same answer, together; each with the number of the first of them. */
function answersTo(place) {
  const found = new Map();
  reports.forEach((report, of) => {
    const answer = report.answers[place];
    const key = [answer.kind, answer.text, answer.choice].join('\n');
    if (!found.has(key)) found.set(key, {answer, of, names: []});
    found.get(key).names.push(report.label);
  });
  return [...found.values()];
}

function answerItem({answer, of, names}, ambiguity) {
  return make('li.answer', make('p', answerBadge(answer.kind), ' ',
      isMany ? make('strong', breakable(names.join(', '))) : null),
  make('p', answer.text),
  answer.choice ? make('p', ambiguity, ' ', make('code', answer.choice)) : null,
  evidenceOf(answer, of));
}

function questionCard(question, place) {
  const titles = new Map(entriesOf(common.ambiguities));
  const card = make('section.question', make('h3', question.text),
      make('p.faint', severalClauses(question.clauses), ' ',
          question.asked ? outerLink(question.asked, 'asked here') : ''),
      make('ul', answersTo(place).map((one) => answerItem(one, titles.get(question.ambiguity)))),
      make('p.faint', question.windows));
  card.id = question.id;
  return card;
}

function textOfQuestion(question, place) {
  return [question.id, question.text, question.windows, question.ambiguity, ...question.clauses,
    ...question.clauses.flatMap((slug) => [clauses.get(slug)?.id, clauses.get(slug)?.text]),
    ...reports.map((report) => report.answers[place].text),
    ...reports.map((report) => report.answers[place].evidence.join('\n'))].join('\n').toLowerCase();
}

/** The places of the questions in which all words stand. */
function questionsNaming(words) {
  return common.questions.map((question, place) => place).filter((place) => {
    const text = words.length ? textOfQuestion(common.questions[place], place) : '';
    return words.every((word) => text.includes(word));
  });
}

function questionsPage() {
  const shown = questionsNaming(searched());
  if (shown.length === 0) {
    return make('p.calm', 'No question matches. ', link(hashTo('questions', {}), 'Show all'));
  }
  return make('div.questions', make('h2', 'What may I rely on?'),
      make('p.faint', 'Answers follow from the verdicts of this report and of nothing else: what ' +
          'was not seen to be broken may still be on another machine.'),
      shown.map((place) => questionCard(common.questions[place], place)));
}
