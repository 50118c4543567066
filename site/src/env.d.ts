/// <reference types="astro/client" />
/// <reference types="@astrojs/starlight/locals" />

declare namespace App {
  interface Locals {
    /** The language of the page; set before its text is drawn. */
    language?: import('@drydock/model').Language;
    /** `bare`: the page draws everything below the header itself; `plain`: no footer. */
    frame?: 'bare' | 'plain';
    /** What is above the title of a page that is no lesson. */
    eyebrow?: string;
    /** What the lesson's title block shows. */
    lesson?: {
      number: string;
      module: string;
      summary: string;
      minutes: number | undefined;
      objectives: readonly string[];
      /** The lessons to read before. */
      needs: readonly { href: string; title: string }[];
    };
    /** The lab of this page, for the components in its text. */
    lab?: import('./course/outline.ts').LabOutline;
    /** Every lab of the course, for the cards in a lesson. */
    labs?: ReadonlyMap<string, import('./course/labs.ts').LabCard>;
  }
}

// Starlight resolves these to the component in use; it ships no types for them.
declare module 'virtual:starlight/components/*' {
  const component: (properties: Record<string, unknown>) => unknown;
  export default component;
}
