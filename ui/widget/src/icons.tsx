// Drawings of the panel's buttons.

function Icon({ path }: { path: string }) {
  return <svg viewBox="0 0 24 24" aria-hidden="true"><path d={path} /></svg>;
}

export const Cross = () => <Icon path="M6 6l12 12M18 6L6 18" />;
export const Anew = () => <Icon path="M4 12a8 8 0 1 1 2.5 5.8M4 12V6.5M4 12h5.5" />;
