// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "broker/log/log_reader.h"
#include "broker/log/log_writer.h"
#include "tests/fakes/event_builder.h"

namespace eventscope::fakes {

/// A folder of its own and the verbs of the log's tests.
class LogFolder {
public:
    [[nodiscard]] std::filesystem::path path(const std::string& name = "x.eventscope") const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    [[nodiscard]] log::LogOptions recording(const std::string& name = "x.eventscope") const
    {
        log::LogOptions options;
        options.path = path(name);
        options.layout = log::LogOptions::Layout::Recording;
        return options;
    }
    [[nodiscard]] log::LogOptions segments(std::uint64_t segmentBytes = 256 << 20) const
    {
        log::LogOptions options;
        options.path = path("log");
        options.segmentBytes = segmentBytes;
        return options;
    }
    /// A batch of dull events with positions from `first`.
    [[nodiscard]] SharedBatch batch(std::uint64_t first, std::size_t count, std::size_t payloadBytes = 32)
    {
        const std::string payload(payloadBytes, 'p');
        EventBuilder builder(names);
        for (std::size_t i = 0; i < count; ++i)
            builder.add(i % 2 == 0 ? "orders" : "payments", payload);
        return builder.take(Position(first));
    }
    /// A closed recording with events 1 to `count`.
    [[nodiscard]] Result<> makeRecording(
        const log::LogOptions& options, std::size_t count, std::size_t payloadBytes = 32)
    {
        auto writer = log::LogWriter::open(options, names);
        if (!writer)
            return tl::unexpected(writer.error());
        for (std::size_t at = 0; at < count; at += 500) {
            if (auto appended = (*writer)->append(*batch(at + 1, std::min<std::size_t>(500, count - at), payloadBytes));
                !appended)
                return appended;
            if (auto committed = (*writer)->commit(); !committed)
                return committed;
        }
        return (*writer)->close();
    }
    /// Names of the files in the folder, sorted.
    [[nodiscard]] std::vector<std::string> files(const std::string& below = "") const
    {
        std::vector<std::string> found;
        for (const auto& entry : std::filesystem::directory_iterator(path(below)))
            found.push_back(entry.path().filename().string());
        std::sort(found.begin(), found.end());
        return found;
    }

    Names names;

private:
    QTemporaryDir m_folder;
};

/// The positions of a batch.
[[nodiscard]] inline std::vector<std::uint64_t> positions(const EventBatch& batch)
{
    std::vector<std::uint64_t> all;
    for (std::size_t i = 0; i < batch.size(); ++i)
        all.push_back(batch.position(i).value());
    return all;
}

} // namespace eventscope::fakes
