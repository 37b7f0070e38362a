// What somebody or something is to children, as far as reports show: a professional, a parent, a driver the school pays for, a house
// where a family lives, a place everyone goes to. Each leaves only a share of a tie's weight, so that what is ordinary does not rank.
// It is read from roles, kinds of link, places, hours and numbers of children; from nothing about who anybody is by birth or faith.
//
// In two steps, for the second leans on the ties of the first: identity (child or not, known or not) from the mentions alone, then the
// ordinary standing from the node's facts and edges. Pure reads; any thread while nobody writes.
#pragma once
#include "links/groups/ties.hpp"

namespace lapwing::links {

// Sets child, known and lives_in, and clears the rest.
Standing identity(const Store& store, const policy::GroupRules& rules, NodeId node);
// Fills in `ordinary`, `share` and `children` of `node`, whose edges and whose neighbours' identities are up to date.
Standing ordinary(const Store& store, const Ties& ties, NodeId node);

std::string_view words(Ordinary ordinary);   // "drives children to school", for a page

}  // namespace lapwing::links
