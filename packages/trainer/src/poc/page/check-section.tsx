import type { Check } from '../report.js';

const marks: Readonly<Record<Check['result'], { readonly text: string; readonly style: string }>> =
  {
    passed: { text: '✓ passed', style: 'passed' },
    failed: { text: '✗ failed', style: 'failed' },
    'not checked': { text: '○ not checked', style: 'unchecked' },
  };

export function CheckSection({ checks }: { checks: readonly Check[] }) {
  return (
    <section>
      <h2>Check list</h2>
      <ul className="checks">
        {checks.map(({ name, result, detail }) => (
          <li key={name}>
            <span className={`mark ${marks[result].style}`}>{marks[result].text}</span>
            <b>{name}</b>
            <p>{detail}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
