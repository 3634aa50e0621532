import { GenreChooser } from './genre-chooser.tsx';
import { LabelNotice } from './label-notice.tsx';

export function Corrections() {
  return (
    <>
      <GenreChooser />
      <LabelNotice />
    </>
  );
}
