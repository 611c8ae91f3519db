export { type CatalogPagesOptions, catalogPages } from "./pages/catalog-pages.tsx";
