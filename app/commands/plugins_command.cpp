// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/plugins_command.h"

#include <nlohmann/json.hpp>

#include "app/commands/interruption.h"
#include "app/commands/output.h"
#include "app/commands/report_format.h"
#include "app/commands/safe_text.h"
#include "app/commands/session_options.h"
#include "app/commands/verb_end.h"
#include "broker/catalog/catalog.h"

namespace eventscope::app::commands {
namespace {

using Json = nlohmann::ordered_json;

/// An entry, and why it is not usable; empty where it is.
struct Row {
    const catalog::Catalog::Entry* entry = nullptr;
    std::string problem;
};

/// Loads each plugin: only then it is known that its libraries are there.
std::vector<Row> loadAll(catalog::Catalog& catalog)
{
    std::vector<Row> rows;
    for (const auto& entry : catalog.entries()) {
        Row row{&entry, entry.problem};
        if (row.problem.empty()) {
            if (const auto factory = catalog.factory(entry.manifest.id); !factory)
                row.problem = factory.error().what;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string jsonRow(const Row& row)
{
    const auto& manifest = row.entry->manifest;
    Json object;
    object["id"] = manifest.id;
    object["name"] = manifest.name;
    object["version"] = manifest.version;
    object["file"] = row.entry->file.string();
    object["loaded"] = row.problem.empty();
    object["problem"] = row.problem.empty() ? Json() : Json(row.problem);
    object["schemes"] = manifest.schemes;
    object["abilities"] = manifest.abilities;
    object["options"] = Json::array();
    for (const auto& key : manifest.config)
        object["options"].push_back({{"key", key.key}, {"description", key.description}, {"secret", key.isSecret}});
    object["fields"] = Json::array();
    for (const auto& field : manifest.fields)
        object["fields"].push_back(
            {{"name", field.name}, {"type", std::string(toText(field.type))}, {"description", field.description}});
    return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string joined(const std::vector<std::string>& words, std::string_view after)
{
    std::string text;
    for (const auto& word : words)
        text += (text.empty() ? "" : ", ") + word + std::string(after);
    return text.empty() ? "none" : text;
}

std::string textRow(const Row& row, Notices::Level level)
{
    const auto& manifest = row.entry->manifest;
    const auto name = manifest.id.empty() ? row.entry->file.stem().string() : manifest.id;
    auto text = (row.problem.empty() ? "loaded      " : "not loaded  ") + safeText(name);
    if (!manifest.version.empty())
        text += " " + safeText(manifest.version);
    text += "\n    from     " + safeText(row.entry->file.string()) + "\n";
    if (!row.problem.empty())
        text += "    why not  " + safeText(row.problem) + "\n";
    if (!manifest.id.empty())
        text += "    schemes  " + safeText(joined(manifest.schemes, ":")) + "\n    can      "
            + safeText(joined(manifest.abilities, "")) + "\n";
    if (level != Notices::Level::Verbose)
        return text;
    for (const auto& key : manifest.config)
        text += "    -X " + safeText(key.key) + (key.isSecret ? " (secret)" : "")
            + (key.description.empty() ? "" : ": " + safeText(key.description)) + "\n";
    for (const auto& field : manifest.fields)
        text += "    field " + safeText(field.name) + ": " + safeText(field.description) + "\n";
    return text;
}

Result<int> plugins(const CommandLine& line, Notices& notices)
{
    const auto format = reportFormat(line, ReportFormat::Text);
    if (!format)
        return tl::unexpected(format.error());
    const auto folders = catalog::Catalog::defaultFolders(programFolder());
    catalog::Catalog catalog(folders);
    const auto rows = loadAll(catalog);
    Output output;
    for (const auto& row : rows)
        output.buffer() += *format == ReportFormat::Json ? jsonRow(row) : textRow(row, notices.level());
    if (auto flushed = output.flush(); !flushed)
        return tl::unexpected(flushed.error());
    for (const auto& folder : folders)
        notices.detail("Plugins are looked for in " + folder.string() + ".");
    if (rows.empty())
        notices.say("No plugin was found; 'eventscope plugins --verbose' says where they are looked for.");
    return Done;
}

} // namespace

int runPlugins(const CommandLine& line)
{
    const Interruption interruption;
    Notices notices(line);
    return endOf(plugins(line, notices), notices);
}

} // namespace eventscope::app::commands
