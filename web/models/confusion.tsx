import { genreName, percent } from '../language/en/main.ts';
import { words } from '../language/en/models.ts';
import { genreFill } from '../theme/palette.ts';
import classes from './confusion.module.css';
import { confusedMost, type ModelReport, rowShares } from './report.ts';

/** Minimum share whose number is shown in a cell. */
const MIN_SHOWN = 0.03;
/** Number and least share of the confusions listed in words. */
const TOLD = { most: 3, least: 0.05 };

/** Confusion matrix: true genres against predicted ones; each row in the colour of its genre. */
export function Confusion({ report }: { report: ModelReport }) {
  const { genres, confusion, n } = report;
  const shares = rowShares(confusion);
  return (
    <figure className={classes.figure}>
      <h3 className={classes.title}>{words.confusion.title}</h3>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <td />
              {genres.map((genre) => (
                <th key={genre} scope="col">
                  <span>{genreName(genre)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {genres.map((actual, row) => (
              <tr key={actual}>
                <th scope="row">{genreName(actual)}</th>
                {genres.map((called, column) => (
                  <Cell key={called} actual={actual} called={called} share={shares[row]![column]!} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <figcaption className={classes.caption}>
        {words.confusion.caption(n)}{' '}
        {words.confusion.most(
          confusedMost(report, TOLD).map(({ actual, called, share }) =>
            words.confusion.pair(genreName(actual), genreName(called), percent(share)),
          ),
        )}
      </figcaption>
    </figure>
  );
}

function Cell({ actual, called, share }: { actual: string; called: string; share: number }) {
  const strength = share > 0 ? Math.round(8 + 92 * share) : 0;
  return (
    <td
      title={words.confusion.cell(percent(share), genreName(actual), genreName(called))}
      style={{ background: `color-mix(in oklab, ${genreFill(actual)} ${strength * 0.4}%, var(--well))` }}
    >
      {share >= MIN_SHOWN ? Math.round(100 * share) : ''}
    </td>
  );
}
