// Starts everything that the page at hand has need of. Nothing here is needed for a page to work.
import { Button, Checkboxes, ErrorSummary, NotificationBanner, SkipLink, createAll } from 'govuk-frontend';
import { SortableTable } from '@ministryofjustice/frontend/moj/components/sortable-table/sortable-table.mjs';
import { startBoard } from './live_board';
import { startChildSearch } from './child_search';
import { startClosingMenus } from './menu';
import { startReveals } from './reveal';
import { startSessionWarning } from './session';
import { startTicking } from './time';
import { startUnsavedWarning } from './unsaved';
import { startWordingPrompts } from './wording_prompt';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
for (const component of [Button, Checkboxes, ErrorSummary, NotificationBanner, SkipLink, SortableTable]) {
  createAll(component);
}
startTicking();
startBoard();
startChildSearch();
startClosingMenus();
startReveals();
startSessionWarning();
startUnsavedWarning();
startWordingPrompts();
