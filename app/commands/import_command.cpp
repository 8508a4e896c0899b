// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/import_command.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/commands/import_reader.h"
#include "app/commands/interruption.h"
#include "app/commands/recording_sink.h"
#include "app/commands/verb_end.h"
#include "broker/event/batch_builder.h"

namespace eventscope::app::commands {
namespace {

/// One import: lines become batches, batches go into the file.
class Importer {
public:
    Importer(Names& names, Notices& notices, RecordingSink& sink)
        : m_names(names)
        , m_notices(notices)
        , m_sink(sink)
        , m_builder(names)
    {
    }

    Result<> run(ImportReader& reader, const LineSource& source, std::uint64_t totalBytes)
    {
        while (!Interruption::isRequested()) {
            auto line = reader.next();
            if (!line)
                return tl::unexpected(line.error());
            if (!*line)
                break;
            if (auto added = add(**line, source); !added)
                return added;
            m_notices.progress("bytes read", source.bytes(), totalBytes);
        }
        return flush();
    }

    [[nodiscard]] std::uint64_t events() const { return m_events; }
    [[nodiscard]] bool wasRenumbered() const { return m_isRenumbered; }

private:
    Result<> add(const std::string& text, const LineSource& source)
    {
        const auto line = parseJsonLine(text);
        if (!line)
            return failure(Fault::Invalid, "line " + std::to_string(source.line()) + ": " + line.error().what);
        auto position = line->position.value_or(m_last + 1);
        if (position <= m_last) { // several files in one: their positions cannot all be kept
            m_isRenumbered = true;
            position = m_last + 1;
        }
        m_last = position;
        m_builder.addAt(position, line->event, m_names.connections.intern(line->connection));
        ++m_events;
        return m_builder.isFull() ? flush() : Result<>();
    }

    Result<> flush() { return m_builder.size() == 0 ? Result<>() : m_sink.write(SharedBatch(m_builder.take())); }

    Names& m_names; // these outlive: the verb owns them
    Notices& m_notices;
    RecordingSink& m_sink;
    BatchBuilder m_builder;
    Position m_last;
    std::uint64_t m_events = 0;
    bool m_isRenumbered = false;
};

/// What a failed import has made is no recording of its source: it is taken away, with the files beside it.
void removeRecording(const std::filesystem::path& path)
{
    std::error_code ignored;
    for (const auto* part : {"", "-wal", "-shm", "-mark", "-lock"})
        std::filesystem::remove(path.string() + part, ignored);
}

Result<int> importFile(const CommandLine& line, Notices& notices)
{
    const auto output = line.value("output");
    if (!output || output->empty())
        return failure(Fault::Invalid, "eventscope import needs -o RECORDING: the recording to write.");
    if (auto absent = RecordingSink::checkAbsent(*output); !absent)
        return tl::unexpected(absent.error());
    const auto& input = line.arguments.front();
    std::ifstream file;
    std::uint64_t bytes = 0;
    if (input != "-") {
        std::error_code error;
        if (std::filesystem::is_directory(input, error))
            return failure(Fault::NotFound, "'" + input + "' is a folder; name a file in it.");
        file.open(input, std::ios::binary);
        if (!file)
            return failure(Fault::NotFound, "'" + input + "' cannot be opened: check its name and its rights.");
        const auto size = std::filesystem::file_size(input, error);
        bytes = error ? 0 : size;
    }
    LineSource source(input == "-" ? std::cin : static_cast<std::istream&>(file));
    const auto reader = openImport(source);
    if (!reader && Interruption::isRequested())
        return Done; // the signal has cut the text off, and is the exit code
    if (!reader)
        return failure(Fault::Corrupt, input + ": " + reader.error().what);

    Names names;
    stream::LossLedger losses;
    const auto sink = RecordingSink::create(*output, log::LogOptions::Durability::Durable, names, losses);
    if (!sink)
        return tl::unexpected(sink.error());
    Importer importer(names, notices, **sink);
    auto imported = importer.run(**reader, source, bytes);
    const auto closed = (*sink)->close();
    if (const auto trouble = (*sink)->takeTrouble(); trouble && imported)
        imported = failure(Fault::Full, *trouble);
    if (!imported || !closed) {
        removeRecording(*output);
        return failure(Fault::Corrupt,
            input + ": " + sentence(imported ? closed.error().what : imported.error().what) + " Nothing was imported.");
    }
    if (importer.wasRenumbered())
        notices.say("The positions of the file do not rise: its events were numbered anew where they did not.");
    notices.say(std::to_string(importer.events()) + " events of " + std::string((*reader)->form()) + " are in '"
        + *output + "'.");
    return (*sink)->storedEvents() == importer.events() ? Done : Incomplete;
}

} // namespace

int runImport(const CommandLine& line)
{
    const Interruption interruption;
    Notices notices(line);
    return endOf(importFile(line, notices), notices);
}

} // namespace eventscope::app::commands
