/** Draws the window. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ClientContext, connect } from './transport/connect.ts';
import { HostContext } from './transport/host.ts';

const { client, host } = connect();

function App() {
  return <main>Rowcast</main>;
}

const root = document.querySelector('#root');
if (root === null) throw new Error('The page has no #root.');
createRoot(root).render(
  <StrictMode>
    <ClientContext value={client}>
      <HostContext value={host}>
        <App />
      </HostContext>
    </ClientContext>
  </StrictMode>,
);
