// The command line: reads arguments, calls the verb. Exit codes: 0 done, 1 findings, 2 usage, 3 failure.
#include <CLI/CLI.hpp>

#include "cli/verbs.hpp"

using namespace lapwing::cli;

namespace {

void data_options(CLI::App* verb, std::filesystem::path& data, std::filesystem::path& keys) {
  verb->add_option("--data", data, "The folder that holds the ledger")->required();
  verb->add_option("--keys", keys, "The folder that holds the keys (default: DATA/keys); keep it apart from the ledger's backups");
}

class CommandLine {
 public:
  CommandLine() : app_("Lapwing: from the first call about a missing child until the child is safe.", "lapwing") {
    app_.require_subcommand(1);
    add_serve();
    add_ledger_verbs();
    add_exchange_verbs();
    add_measure_verb();
    add_account_verbs();
    add_link();
    add_groups_verb();
    add_learn();
    add_language();
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& wrong) {
      return app_.exit(wrong) == 0 ? Exit::done : Exit::usage;
    }
    return chosen_();
  }

 private:
  template <class Arguments>
  void choose(CLI::App* verb, Arguments& arguments, int (*call)(const Arguments&)) {
    verb->callback([this, &arguments, call] { chosen_ = [&arguments, call] { return call(arguments); }; });
  }

  void add_serve() {
    auto* verb = app_.add_subcommand("serve", "Run the service");
    data_options(verb, serve_.data, serve_.keys);
    verb->add_option("--listen", serve_.listen, "ADDRESS:PORT to listen on")->capture_default_str();
    verb->add_flag("--demo", serve_.demo, "Fill an empty folder with an invented force, and offer one-click sign-in on a loopback address");
    verb->add_option("--drill", serve_.drill,
                     "START[,SPEED]: an exercise in an empty folder, whose time starts at START (2026-03-03T18:00:00Z) and runs "
                     "SPEED times as fast; the folder stays an exercise for good");
    verb->add_option("--rules", serve_.rules, "A folder of rule files to use instead of DATA/rules or the built-in ones");
    verb->add_option("--tls-certificate", serve_.tls_certificate, "PEM certificate chain; with --tls-key the service speaks HTTPS");
    verb->add_option("--tls-key", serve_.tls_key, "PEM private key");
    verb->add_flag("--accept-older-ledger", serve_.accept_older_ledger,
                   "After putting back a backup: go on from it although the keys folder knows of later entries, which are lost");
    verb->add_option("--workers", serve_.workers, "How many requests are answered at once")->capture_default_str();
    choose(verb, serve_, serve);
  }

  void add_ledger_verbs() {
    auto* verify_verb = app_.add_subcommand("verify", "Prove the ledger, or name the first bad entry");
    data_options(verify_verb, verify_.data, verify_.keys);
    verify_verb->add_option("--checkpoint", verify_.checkpoint, "A checkpoint kept elsewhere, to prove against");
    verify_verb->add_flag("--deep", verify_.deep, "Also open every entry whose key is held");
    verify_verb->add_flag("--json", verify_.json, "Print the report as JSON");
    choose(verify_verb, verify_, verify);

    auto* checkpoint_verb = app_.add_subcommand("checkpoint", "Print a signed checkpoint to keep elsewhere");
    data_options(checkpoint_verb, data_.data, data_.keys);
    choose(checkpoint_verb, data_, checkpoint);

    auto* export_verb = app_.add_subcommand("export", "Write what is held in other forms");
    export_verb->require_subcommand(1);
    auto* ledger_verb = export_verb->add_subcommand("ledger", "Every entry, one JSON object a line, with its hash");
    data_options(ledger_verb, data_.data, data_.keys);
    choose(ledger_verb, data_, export_ledger);
    auto* links_verb = export_verb->add_subcommand("links", "People, places, vehicles and phones, and what reports say between them");
    data_options(links_verb, export_links_.data.data, export_links_.data.keys);
    links_verb->add_option("--format", export_links_.format, "graphml, gexf, or csv (two files: OUT-entities.csv and OUT-links.csv)")
        ->check(CLI::IsMember({"graphml", "gexf", "csv"}))->capture_default_str();
    links_verb->add_option("--out", export_links_.out, "The file to write")->required();
    links_verb->add_option("--as-of", export_links_.as_of, "As if nothing later had ever arrived: 2026-03-03T14:05:00Z");
    choose(links_verb, export_links_, export_links);

    auto* erase_verb = app_.add_subcommand("erase", "Erase everything held about one child, or one report, for good; the ledger still verifies");
    erase_verb->add_option("who", erase_.who, "The child's identifier (in the address of the child's page), an episode's reference, or a report's number or identifier")->required();
    erase_verb->add_option("--by", erase_.by, "Who decided it: name and rank")->required();
    erase_verb->add_option("--reason", erase_.reason, "Why, for those who review it; kept in the ledger")->required();
    erase_verb->add_flag("--yes", erase_.yes, "Do it; without this, only say what would be erased");
    data_options(erase_verb, erase_.data, erase_.keys);
    choose(erase_verb, erase_, erase);
  }

  void add_exchange_verbs() {
    auto* import_verb = app_.add_subcommand("import", "Bring in what is held elsewhere");
    import_verb->require_subcommand(1);
    auto* ssda903 = import_verb->add_subcommand("ssda903", "The statutory return on children looked after: header.csv, missing.csv, episodes.csv");
    ssda903->add_option("files", import_.files, "The files, in any order; each is known by its header line")->required();
    data_options(ssda903, import_.data, import_.keys);
    ssda903->add_option("--year-ends", import_.year_ends, "The collection year's last day, as 2018-03-31");
    ssda903->add_flag("--dry-run", import_.dry_run, "Report, and write nothing");
    ssda903->add_flag("--json", import_.json, "Print the report as JSON");
    choose(ssda903, import_, import_ssda903);
    auto* reports = import_verb->add_subcommand("reports", "Reports of police and partners, one JSON object a line");
    reports->add_option("file", import_reports_.file, "The file, in UTF-8")->required();
    data_options(reports, import_reports_.data, import_reports_.keys);
    reports->add_flag("--dry-run", import_reports_.dry_run, "Report, and write nothing");
    reports->add_flag("--json", import_reports_.json, "Print the report as JSON, with every note");
    choose(reports, import_reports_, import_reports);
    auto* population = import_verb->add_subcommand("population", "The children of each ethnicity in the force's area, for rates: code,children");
    population->add_option("file", import_population_.file, "A CSV file whose first line names the columns code and children")->required();
    population->add_option("--source", import_population_.source, "Where the numbers come from; shown beside every rate")->required();
    population->add_option("--year", import_population_.year, "The year they are of")->required();
    data_options(population, import_population_.data, import_population_.keys);
    choose(population, import_population_, import_population);

    auto* synth_verb = app_.add_subcommand("synth", "Make an invented force, reproducible from its seed, with its truth beside it");
    synth_verb->add_option("--episodes", synth_.episodes, "How many missing episodes")->required();
    synth_verb->add_option("--seed", synth_.seed, "The same seed makes the same files")->capture_default_str();
    synth_verb->add_option("--out", synth_.out, "The folder to write to")->required();
    choose(synth_verb, synth_, synth);
  }

  void add_measure_verb() {
    auto* verb = app_.add_subcommand("measure", "Work a statistic out on a plain table, so that anyone can check it (docs/measures.md)");
    verb->add_option("name", measure_.name, "Which")->required()->check(CLI::IsMember(measure_names()));
    verb->add_option("file", measure_.file, "A CSV file whose first line names the columns")->required();
    verb->add_flag("--json", measure_.json, "Print the result as JSON");
    choose(verb, measure_, measure);
  }

  void add_groups_verb() {
    auto* verb = app_.add_subcommand("groups", "Adults who may be causing harm to several children, ranked, with the reports that show it");
    auto* file = verb->add_option("--reports", groups_.reports, "A file of reports, one JSON object a line");
    auto* folder = verb->add_option("--data", groups_.data.data, "The folder that holds the ledger: its reports, rulings and children's records");
    verb->add_option("--keys", groups_.data.keys, "The folder that holds the keys (default: DATA/keys)");
    file->excludes(folder);
    verb->final_callback([this] {
      if (groups_.reports.empty() && groups_.data.data.empty()) throw CLI::RequiredError("--reports or --data");
    });
    verb->add_option("--as-of", groups_.as_of, "As if nothing later had ever arrived: 2026-03-03T14:05:00Z");
    verb->add_flag("--json", groups_.json, "Print the groups as JSON, best first");
    choose(verb, groups_, groups);
  }

  void add_learn() {
    auto* verb = app_.add_subcommand("learn", "Learn from the force's own record");
    verb->require_subcommand(1);
    auto* links = verb->add_subcommand("links", "What agreement between two mentions of people is worth: writes DATA/rules/linking.toml (docs/link.md)");
    data_options(links, learn_links_.data.data, learn_links_.data.keys);
    links->add_flag("--dry-run", learn_links_.dry_run, "Print what would be learnt, and write nothing");
    links->add_flag("--json", learn_links_.json, "Print it as JSON");
    choose(links, learn_links_, learn_links);
  }

  void add_account_verbs() {
    auto* user = app_.add_subcommand("user", "Accounts");
    user->require_subcommand(1);
    auto* add = user->add_subcommand("add", "Add an account; its password is asked for, or read from standard input");
    add->add_option("username", user_.username, "The name to sign in with")->required();
    add->add_option("--role", user_.role, "call_handler, officer, supervisor, duty_inspector, superintendent, missing_coordinator, "
                                          "analyst, inspector, auditor or administrator")->required();
    add->add_option("--name", user_.name, "The name and rank that others see (default: the user name)");
    add->add_option("--team", user_.team, "The team, as rules/force.toml names it");
    data_options(add, user_.data, user_.keys);
    choose(add, user_, user_add);

    auto* token_verb = app_.add_subcommand("token", "Issue an API token for an account; it is printed once");
    token_verb->add_option("username", user_.username, "Whose token")->required();
    data_options(token_verb, user_.data, user_.keys);
    choose(token_verb, user_, token);
  }

  void add_link() {
    auto* verb = app_.add_subcommand("link", "Find the records of one person in a table, or in two: record linkage from a spec");
    verb->add_option("tables", link_.tables, "One CSV file, or two")->required()->expected(1, 2);
    verb->add_option("--spec", link_.spec, "What the columns are (docs/link.md)")->required();
    verb->add_option("--out", link_.out, "Every pair compared, with its probability and what each field contributes (CSV)")->required();
    verb->add_option("--clusters", link_.clusters, "Which records are one person (CSV)");
    verb->add_option("--threshold", link_.threshold, "The probability from which records go into one cluster")->capture_default_str();
    verb->add_option("--min-probability", link_.probability_min, "Write only pairs at least as probable")->capture_default_str();
    verb->add_flag("--json", link_.json, "Print the summary as JSON");
    choose(verb, link_, link);
  }

  void add_language() {
    auto* verb = app_.add_subcommand("language", "Check the wording of documents about children");
    verb->add_option("paths", language_.paths, "Files (text, Markdown, HTML, DOCX), or folders of them")->required();
    verb->add_option("--data", language_.data, "The folder whose rules/language has the force's own wordings");
    verb->add_option("--csv", language_.csv, "Also write the findings to this file, as comma-separated values");
    verb->add_option("--html", language_.html, "Also write a report to this file, as a page");
    verb->add_flag("--json", language_.json, "Print the findings as JSON");
    choose(verb, language_, language);
  }

  CLI::App app_;
  std::function<int()> chosen_;
  ServeArguments serve_;
  VerifyArguments verify_;
  DataArguments data_;
  EraseArguments erase_;
  ImportArguments import_;
  ImportReportsArguments import_reports_;
  ImportPopulationArguments import_population_;
  SynthArguments synth_;
  GroupsArguments groups_;
  ExportLinksArguments export_links_;
  MeasureArguments measure_;
  UserArguments user_;
  LanguageArguments language_;
  LinkArguments link_;
  LearnLinksArguments learn_links_;
};

}  // namespace

int main(int argc, char** argv) { return CommandLine().run(argc, argv); }
