import { words } from '../language/en/models.ts';
import { amount, type Figure, howMeasured, plusMinus, splitOf, spreadMeans } from './figures.ts';
import classes from './table.module.css';

/** Every figure with its spread, its n and its protocol; what spreads and protocols are stands below it, once. */
export function FigureTable({ name, figures }: { name: string; figures: readonly Figure[] }) {
  const { measure, value, n, protocol, data } = words.columns;
  const notes = new Set([...figures.map(howMeasured), ...figures.map(spreadMeans)]);
  return (
    <>
      {/* Scrolls sideways on a phone, by keyboard too. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as above. */}
      <section className={classes.scroll} aria-label={words.figuresOf(name)} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{measure}</th>
              <th scope="col">{value}</th>
              <th scope="col">{n}</th>
              <th scope="col">{data}</th>
              <th scope="col">{protocol}</th>
            </tr>
          </thead>
          <tbody>
            {figures.map((figure) => (
              <tr key={`${figure.measure} ${figure.data} ${figure.protocol}`}>
                <th scope="row">{words.measures[figure.measure] ?? figure.measure}</th>
                <td className={classes.number} title={figure.spreadOf}>
                  {amount(figure)} <span className={classes.dim}>± {plusMinus(figure)}</span>
                </td>
                <td className={classes.number}>{figure.n}</td>
                <td>{figure.data}</td>
                <td className={classes.dim}>{splitOf(figure)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {[...notes].map((note) => (
        <p key={note} className={classes.note}>
          {note}
        </p>
      ))}
    </>
  );
}
