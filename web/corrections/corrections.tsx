import { GenreChooser } from './genre-chooser.tsx';
import { SaidNotice } from './said-notice.tsx';

export function Corrections() {
  return (
    <>
      <GenreChooser />
      <SaidNotice />
    </>
  );
}
