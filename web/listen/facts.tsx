import { Button } from '@mantine/core';
import type { Prediction } from '../../src/classify/prediction.ts';
import type { EngineName } from '../engine/engine.ts';
import {
  IconDeviceLaptop,
  IconDownload,
  IconEar,
  IconPhoto,
  IconServer2,
  IconTable,
} from '../icons/icons.ts';
import { strings } from '../language/en/main.ts';
import { language } from '../language/language.ts';
import type { Queue, Song, SongState } from '../queue/queue.ts';
import { HAS_SERVER } from '../shell/site.ts';
import { clock } from '../timeline/time-axis.ts';
import { asCsv, asJson, exportName, saveFile } from './exports.ts';
import classes from './facts.module.css';
import { ShareButton } from './share-button.tsx';

type Done = Extract<SongState, { kind: 'done' }>;

interface FactActionsProps {
  readonly queue: Queue;
  readonly song: Song;
  readonly done: Done;
}

/** Facts about an answer: its origin, and its warnings. */
export function Facts({ done: { prediction, engine } }: { done: Done }) {
  return (
    <section>
      <h2 className={classes.title}>{strings.facts.title}</h2>
      {prediction.warnings.map(({ code, message }) => (
        <p key={code} className={classes.warning}>
          {language() === 'en' ? message : strings.facts.warnings[code]}
        </p>
      ))}
      <dl className={classes.facts}>
        <Fact
          name={strings.facts.duration}
          value={clock(prediction.durationSeconds)}
          detail={heardInWords(prediction)}
        />
        <Fact name={strings.facts.engine} value={uncapitalised(strings.engine.name[engine])} />
        <Fact name={strings.facts.model} value={`${prediction.model.name} ${prediction.model.version}`} />
        <Fact name={strings.facts.time} value={took(prediction)} detail={breakdown(prediction)} />
      </dl>
    </section>
  );
}

/** Actions on an answer. */
export function FactActions({
  queue,
  song: { id, file, label },
  done: { prediction, engine },
}: FactActionsProps) {
  const other: EngineName = engine === 'server' ? 'browser' : 'server';
  const analyseElsewhere = () => {
    queue.chooseEngine(other);
    queue.retry(id);
  };
  const OtherIcon = other === 'browser' ? IconDeviceLaptop : IconServer2;
  return (
    <div className={classes.actions}>
      {prediction.analysedSeconds !== undefined && (
        <Button size="sm" leftSection={<IconEar size={17} />} onClick={() => queue.analyseWhole(id)}>
          {strings.facts.whole}
        </Button>
      )}
      <ShareButton file={file} prediction={prediction} label={label} />
      <Button
        variant="default"
        size="sm"
        leftSection={<IconPhoto size={17} />}
        onClick={() => void savePicture(file.name, prediction, label)}
      >
        {strings.facts.picture}
      </Button>
      <Button
        variant="default"
        size="sm"
        leftSection={<IconDownload size={17} />}
        onClick={() => save(file.name, 'json', asJson(file.name, prediction, label), 'application/json')}
      >
        {strings.facts.download}
      </Button>
      <Button
        variant="default"
        size="sm"
        leftSection={<IconTable size={17} />}
        onClick={() => save(file.name, 'csv', asCsv(prediction, label), 'text/csv')}
      >
        {strings.facts.table}
      </Button>
      {HAS_SERVER && (
        <Button variant="default" size="sm" leftSection={<OtherIcon size={17} />} onClick={analyseElsewhere}>
          {strings.facts.again[engine]}
        </Button>
      )}
    </div>
  );
}

function Fact({ name, value, detail }: { name: string; value: string; detail?: string }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>
        {value}
        {detail && <span className={classes.detail}>{detail}</span>}
      </dd>
    </div>
  );
}

/** Note on how much of a long song was analysed; undefined for all of it. */
function heardInWords(prediction: Prediction): string | undefined {
  const { analysedSeconds, segments } = prediction;
  if (analysedSeconds === undefined) return undefined;
  const breaks = segments.filter(({ startSeconds }, i) => startSeconds > (segments[i - 1]?.endSeconds ?? -1));
  return strings.facts.heard(analysedSeconds, breaks.length);
}

function took({ timings }: Prediction): string {
  return `${(timings.totalMs / 1000).toFixed(2)} s`;
}

function breakdown({ timings }: Prediction): string {
  const parts = [
    [strings.facts.decode, timings.decodeMs],
    [strings.facts.resample, timings.resampleMs],
    [strings.facts.features, timings.featuresMs],
    [strings.facts.infer, timings.modelMs],
  ] as const;
  return parts.map(([name, ms]) => strings.facts.part(name, ms)).join(', ');
}

function save(fileName: string, extension: string, text: string, type: string): void {
  saveFile(exportName(fileName, extension), new Blob([text], { type }));
}

async function savePicture(fileName: string, prediction: Prediction, label: Song['label']): Promise<void> {
  const { shareCard } = await import('./share-card.ts');
  saveFile(exportName(fileName, 'png'), await shareCard(fileName, prediction, label));
}

/** Text within a sentence, with its first letter in lower case; other words may be German nouns. */
function uncapitalised(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
