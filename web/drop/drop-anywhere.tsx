import { addAndShow, addFiles } from '../queue/page-queue.ts';
import { PATHS } from '../shell/pages.ts';
import { navigate } from '../shell/router.ts';
import { DropVeil } from './drop-veil.tsx';
import { useWindowFiles } from './use-window-files.ts';

/** Drop target on every page, which leads dropped and pasted files to Listen. */
export function DropAnywhere({ path }: { path: string }) {
  const dragging = useWindowFiles((files) => {
    if (path === PATHS.listen) {
      addFiles(files);
    } else {
      addAndShow(files);
      navigate(PATHS.listen);
    }
  });
  return dragging ? <DropVeil /> : null;
}
