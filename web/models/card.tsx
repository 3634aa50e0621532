import type { ReactNode } from 'react';
import type { ModelCard as Card } from '../../src/server/schema.ts';
import { percent } from '../language/en/main.ts';
import { words } from '../language/en/models.ts';
import classes from './card.module.css';
import { Confusion } from './confusion.tsx';
import { FigureTable } from './figure-table.tsx';
import { amount, howMeasured, kilobytes, standardError } from './figures.ts';
import { OwnModel } from './own-model.tsx';
import { Reliability } from './reliability.tsx';
import { useReport } from './use-report.ts';

interface ModelCardProps {
  readonly card: Card;
  readonly isDefault: boolean;
}

/** One model: what it is, its first figure large, the rest in a table, pictures where it has a report. */
export function ModelCard({ card, isDefault }: ModelCardProps) {
  const report = useReport(card.reportUrl);
  const headline = card.figures.find(({ measure }) => measure === 'accuracy');
  return (
    <article className={classes.card} aria-labelledby={`model-${card.name}`}>
      <div className={classes.top}>
        <div>
          {isDefault && <p className={classes.badge}>{words.isDefault}</p>}
          {card.madeAt && <p className={classes.badge}>{words.own.badge}</p>}
          <h2 className={classes.name} id={`model-${card.name}`}>
            {card.name} <span className={classes.version}>{card.version}</span>
          </h2>
          <p className={classes.description}>{saidOf(card.description)}</p>
        </div>
        {headline && (
          <p className={classes.headline}>
            <strong className={classes.big}>{amount(headline)}</strong>
            <span>
              {words.headline}, {words.within} {standardError(headline)}
            </span>
            <span className={classes.of}>{words.headlineOf(headline.n, headline.data)}</span>
            <span className={classes.of}>{howMeasured(headline)}</span>
          </p>
        )}
      </div>
      {card.madeAt && <OwnModel name={card.name} />}
      <Facts card={card} />
      {card.reportUrl !== undefined && (
        <div className={classes.pictures}>
          {report && <Confusion report={report} />}
          {report && report.reliability.length > 0 && <Reliability points={report.reliability} />}
        </div>
      )}
      {card.figures.length > 1 && (
        <details className={classes.more}>
          <summary>{words.figures}</summary>
          <FigureTable name={card.name} figures={card.figures} />
        </details>
      )}
    </article>
  );
}

function Facts({ card }: { card: Card }) {
  const { segments, unsureBelow, sureness, bytes, license, url, trainedOn } = card;
  return (
    <dl className={classes.facts}>
      <Fact name={words.facts.trainedOn}>{trainedOn}</Fact>
      <Fact name={words.facts.hears}>{piecesOf(segments)}</Fact>
      <Fact name={words.facts.unsure}>{words.facts[sureness](percent(unsureBelow))}</Fact>
      <Fact name={words.facts.size}>
        {kilobytes(bytes)}, <a href={url}>{words.download}</a>
      </Fact>
      <Fact name={words.facts.license}>{license}</Fact>
    </dl>
  );
}

function piecesOf({ seconds, hopSeconds }: Card['segments']): string {
  const { oneByOne, windows } = words.facts;
  return seconds === hopSeconds ? oneByOne(seconds) : windows(seconds, hopSeconds);
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/**
 * Text of a model's data in the page's language: model files are English; those of shipped ones are
 * translated.
 */
function saidOf(description: string): string {
  const { told } = words;
  return Object.hasOwn(told, description) ? told[description as keyof typeof told] : description;
}
