import { type ComponentType, type ReactNode, use } from 'react';

/** A page whose code comes when it is first shown. */
export interface LazyPage<Props> {
  (props: Props): ReactNode;
  /** Fetches it, that it need not be waited for when it is shown. */
  load(): Promise<unknown>;
}

/** Unlike React's own, one that has come is drawn at once, without an outline before it. */
export function lazyPage<Props extends object>(
  fetchPage: () => Promise<ComponentType<Props>>,
): LazyPage<Props> {
  let Page: ComponentType<Props> | undefined;
  let coming: Promise<ComponentType<Props>> | undefined;
  const load = () => {
    coming ??= fetchPage().then((came) => {
      Page = came;
      return came;
    });
    return coming;
  };
  const Shown = (props: Props) => {
    const Came = Page ?? use(load());
    return <Came {...props} />;
  };
  return Object.assign(Shown, { load });
}
