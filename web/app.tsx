import { Listen } from './listen/listen.tsx';
import { Footer } from './shell/footer.tsx';
import { Header } from './shell/header.tsx';

export function App() {
  return (
    <>
      <Header />
      <Listen />
      <Footer />
    </>
  );
}
