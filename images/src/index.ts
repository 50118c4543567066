export { buildImages, type BuildOptions, type ImageGroup } from './build.ts';
export { hostPackages } from './host-packages.ts';
export type { Host } from './host.ts';
export { kindFacts, type KindFacts } from './versions/kind-facts.ts';
export { findNodeImage, nodeImage, type NodeImage } from './artifacts/node.ts';
export { proofRecipes, type ProofRecipes } from './proof-recipes.ts';
export { imageRefs, type ImageRefs } from './versions/refs.ts';
export { imagesStatus, ImageStatus } from './status.ts';
export { versions, type Versions } from './versions/versions.ts';
