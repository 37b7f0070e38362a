// How what came in is to be read.
#pragma once

namespace lapwing::codec {

enum class Reading {
  recorded,   // an event in the ledger: an absent field keeps its default, an unknown one is passed over, so old ledgers always read
  command,    // what a program sends now: exactly typed; absent or unknown fields are errors
  form,       // what a person typed into a page: as a command, but everything arrives as text, and empty text is absent.
              // "on", "yes" and "true" are true; dates are 03/05/2010; times are London's, "03/03/2026 18:05"; a list may be
              // one text with a line for each
};

}  // namespace lapwing::codec
