import type { ModelList } from '../../src/server/schema.ts';
import { words } from '../language/en/models.ts';
import classes from './comparison.module.css';
import { amount, type Figure } from './figures.ts';
import table from './table.module.css';

/** Published figures beside those of such models by artist. */
export function Comparison({ list }: { list: ModelList | undefined }) {
  const { compare } = words;
  const chosen = list?.models.find(({ name }) => name === list.default);
  const accuracies = chosen?.figures.filter(({ measure }) => measure === 'accuracy') ?? [];
  return (
    <section className={classes.section} aria-labelledby="compare">
      <h2 id="compare" className={classes.title}>
        {compare.title}
      </h2>
      <p className={classes.lead}>{compare.lead}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls sideways on a phone, by keyboard too. */}
      <section className={table.scroll} aria-label={compare.table} tabIndex={0}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{compare.system}</th>
              <th scope="col">{compare.published}</th>
              <th scope="col">{compare.random}</th>
              <th scope="col">{compare.here}</th>
              <th scope="col">{compare.why}</th>
            </tr>
          </thead>
          <tbody>
            {compare.rows.map(({ system, published, random, here, why }) => (
              <tr key={system}>
                <th scope="row">{system}</th>
                <td className={table.number} data-name={compare.published}>
                  {published}
                </td>
                <td className={table.number} data-name={compare.random}>
                  {random}
                </td>
                <td className={table.number} data-name={compare.here}>
                  {here}
                </td>
                <td>{why}</td>
              </tr>
            ))}
            <OurRow figures={accuracies} />
          </tbody>
        </table>
      </section>
      <p className={classes.note}>{compare.note}</p>
    </section>
  );
}

/** Row of the server's own model. */
function OurRow({ figures }: { figures: readonly Figure[] }) {
  const { compare } = words;
  const ours = figures[0];
  const atRandom = figures.find(({ protocol }) => protocol.startsWith('random'));
  if (!ours) return null;
  return (
    <tr className={classes.ours}>
      <th scope="row">{compare.ours}</th>
      <td className={table.dim} data-name={compare.published}>
        {compare.noClaim}
      </td>
      <td className={atRandom ? table.number : table.dim} data-name={compare.random}>
        {atRandom ? amount(atRandom) : compare.noClaim}
      </td>
      <td className={table.number} data-name={compare.here}>
        {amount(ours)}
      </td>
      <td>{compare.oursWhy(ours.n)}</td>
    </tr>
  );
}
