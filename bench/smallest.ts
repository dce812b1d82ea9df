/** The least that a program with Ink can do: what the game is measured against. */
import { render, Text, useInput } from 'ink';
import { createElement, useState } from 'react';

function Smallest() {
  const [keys, setKeys] = useState(0);
  useInput(() => setKeys(count => count + 1));
  return createElement(Text, null, `ready ${keys}`);
}

process.stdin.setRawMode(true);
render(createElement(Smallest), { alternateScreen: true, incrementalRendering: true, maxFps: 60 });
