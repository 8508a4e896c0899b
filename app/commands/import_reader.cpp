// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/import_reader.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "app/commands/csv_import.h"
#include "app/commands/csv_table.h"
#include "app/commands/kcat_import.h"
#include "app/commands/kubernetes_import.h"

namespace eventscope::app::commands {
namespace {

using Json = nlohmann::ordered_json;

/// What export wrote: the lines are what they have to be already.
class JsonLinesImport final : public ImportReader {
public:
    explicit JsonLinesImport(LineSource& source)
        : m_source(source)
    {
    }

    Result<std::optional<std::string>> next() override
    {
        while (true) {
            auto line = m_source.take();
            if (!line || !*line || (*line)->find_first_not_of(" \t\r") != std::string::npos)
                return line;
        }
    }
    [[nodiscard]] std::string_view form() const override { return "JSON Lines"; }

private:
    LineSource& m_source; // outlives: the verb owns both
};

bool hasAny(const Json& object, std::initializer_list<std::string_view> names)
{
    return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return object.contains(name); });
}

bool isJsonLine(const Json& object)
{
    return hasAny(object, {"data", "data_text", "data_base64", "channel"}) && !object.contains("topic");
}

bool isCsvHeader(const std::string& line)
{
    const auto cells = parseCsvRow(line);
    return cells && std::any_of(cells->begin(), cells->end(), [](const CsvCell& cell) {
        return cell == "channel" || cell == "data";
    });
}

tl::unexpected<Error> unknownForm()
{
    return failure(Fault::Invalid,
        "The text is of no known form. Known are JSON Lines and CSV as 'eventscope export' "
        "writes them, lines of 'kcat -J', and lists of 'kubectl get events -o json'.");
}

} // namespace

Result<std::optional<std::string>> LineSource::take()
{
    ++m_line;
    if (m_given) {
        auto line = std::move(m_given);
        m_given.reset();
        return line;
    }
    std::string line;
    if (!std::getline(m_stream, line))
        return std::optional<std::string>();
    m_bytes += line.size() + 1;
    if (line.size() > MaxLineBytes)
        return failure(Fault::Invalid, "line " + std::to_string(m_line) + " is longer than 256 MiB.");
    return std::optional(std::move(line));
}

void LineSource::giveBack(std::string line)
{
    --m_line;
    m_given = std::move(line);
}

Result<std::string> LineSource::takeAll()
{
    std::string all;
    while (true) {
        auto line = take();
        if (!line)
            return tl::unexpected(line.error());
        if (!*line)
            return all;
        all += **line + "\n";
    }
}

Result<std::unique_ptr<ImportReader>> openImport(LineSource& source)
{
    auto first = source.take();
    while (first && *first && (*first)->find_first_not_of(" \t\r") == std::string::npos)
        first = source.take();
    if (!first)
        return tl::unexpected(first.error());
    if (!*first)
        return failure(Fault::Invalid, "The text is empty: there is nothing to import.");
    auto line = **first;
    if (line.starts_with("\xEF\xBB\xBF"))
        line.erase(0, 3); // the byte order mark that spreadsheets write
    source.giveBack(line);
    const auto start = line.find_first_not_of(" \t");
    if (line[start] != '{') {
        if (!isCsvHeader(line))
            return unknownForm();
        return CsvImport::open(source).map([](auto reader) -> std::unique_ptr<ImportReader> { return reader; });
    }
    const auto object = Json::parse(line, nullptr, false);
    // A list of kubectl goes over many lines, so its first one is no JSON text.
    if (object.is_discarded() || hasAny(object, {"items", "involvedObject", "regarding"}))
        return KubernetesImport::open(source).map([](auto reader) -> std::unique_ptr<ImportReader> { return reader; });
    if (object.contains("topic") && hasAny(object, {"payload", "offset"}))
        return std::make_unique<KcatImport>(source);
    if (isJsonLine(object))
        return std::make_unique<JsonLinesImport>(source);
    return unknownForm();
}

} // namespace eventscope::app::commands
