// The two libraries ship no types; this is all that we use of them.
declare module 'govuk-frontend' {
  export function createAll(component: unknown, config?: object, scope?: ParentNode): unknown[];
  export const Button: unknown;
  export const Checkboxes: unknown;
  export const ErrorSummary: unknown;
  export const NotificationBanner: unknown;
  export const SkipLink: unknown;
}
declare module '@ministryofjustice/frontend/moj/components/sortable-table/sortable-table.mjs' {
  export const SortableTable: unknown;
}
