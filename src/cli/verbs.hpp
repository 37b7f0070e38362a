// The verbs of the command line, one file each. main.cpp reads the arguments into these; each verb prints to standard output what
// was asked for, to standard error what went wrong and what to do, and returns the exit code.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lapwing::cli {

enum Exit : int { done = 0, findings = 1, usage = 2, failure = 3 };

struct ServeArguments {
  std::filesystem::path data, keys, rules, tls_certificate, tls_key;
  std::string listen = "127.0.0.1:8080";
  std::string drill;                       // START[,SPEED]; empty: not an exercise
  bool demo = false, accept_older_ledger = false;
  int workers = 4;
};
int serve(const ServeArguments& arguments);

struct VerifyArguments {
  std::filesystem::path data, keys, checkpoint;
  bool deep = false, json = false;
};
int verify(const VerifyArguments& arguments);

struct DataArguments {
  std::filesystem::path data, keys;
  bool json = false;
};
int checkpoint(const DataArguments& arguments);
int export_ledger(const DataArguments& arguments);

struct EraseArguments {
  std::filesystem::path data, keys;
  std::string who, by, reason;             // a child's identifier, an episode's reference or a report's number; who decides it, and why
  bool yes = false;
};
int erase(const EraseArguments& arguments);

struct ImportArguments {
  std::filesystem::path data, keys;
  std::vector<std::filesystem::path> files;
  std::optional<std::string> year_ends;    // the collection year's last day; the default follows from the file
  bool dry_run = false, json = false;
};
int import_ssda903(const ImportArguments& arguments);

struct ImportReportsArguments {
  std::filesystem::path data, keys, file;
  bool dry_run = false, json = false;
};
int import_reports(const ImportReportsArguments& arguments);

struct ImportPopulationArguments {
  std::filesystem::path data, keys, file;
  std::string source;                      // where the numbers come from, in the publisher's own words
  int year = 0;
};
int import_population(const ImportPopulationArguments& arguments);

struct SynthArguments {
  std::filesystem::path out;
  std::uint64_t episodes = 0, seed = 1;
};
int synth(const SynthArguments& arguments);

struct LanguageArguments {
  std::vector<std::filesystem::path> paths;     // files and folders
  std::filesystem::path data, csv, html;
  bool json = false;
};
int language(const LanguageArguments& arguments);   // Exit::findings when any finding counts

struct MeasureArguments {
  std::string name;
  std::filesystem::path file;
  bool json = false;
};
int measure(const MeasureArguments& arguments);   // findings: the table has faults, and nothing was worked out
std::vector<std::string> measure_names();

struct UserArguments {
  std::filesystem::path data, keys;
  std::string username, role, name, team;
};
int user_add(const UserArguments& arguments);   // asks for the password on the terminal, or reads one line of standard input
int token(const UserArguments& arguments);      // prints a new API token once

struct LinkArguments {
  std::vector<std::filesystem::path> tables;   // one, or two
  std::filesystem::path spec, out;
  std::optional<std::filesystem::path> clusters;
  double threshold = 0.5, probability_min = 0;
  bool json = false;
};
int link(const LinkArguments& arguments);

struct LearnLinksArguments {
  DataArguments data;
  bool dry_run = false, json = false;
};
int learn_links(const LearnLinksArguments& arguments);   // learn.cpp; findings: too little to learn from, and nothing was written

struct GroupsArguments {
  std::filesystem::path reports;           // one JSON object a line; empty: what `data` holds
  DataArguments data;
  std::string as_of;                       // RFC 3339; empty: all of them
  bool json = false;
};
int groups(const GroupsArguments& arguments);

struct ExportLinksArguments {
  DataArguments data;
  std::string format = "graphml";          // graphml, gexf or csv
  std::filesystem::path out;               // csv: two files, OUT-entities.csv and OUT-links.csv
  std::string as_of;
};
int export_links(const ExportLinksArguments& arguments);                             // groups_data.cpp

}  // namespace lapwing::cli
