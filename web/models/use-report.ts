import { useEffect, useState } from 'react';
import { type ModelReport, readReport } from './report.ts';

/** The report of a model, where it has one that can be read. */
export function useReport(url: string | undefined): ModelReport | undefined {
  const [report, setReport] = useState<ModelReport>();
  useEffect(() => {
    if (url === undefined) return;
    const gone = new AbortController();
    fetch(url, { signal: gone.signal })
      .then(async (response) => setReport(response.ok ? readReport(await response.json()) : undefined))
      // The card stands without its pictures.
      .catch(() => setReport(undefined));
    return () => gone.abort();
  }, [url]);
  return report;
}
