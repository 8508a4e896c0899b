// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "broker/log/log_reader.h"
#include "broker/log/segment_file.h"
#include "broker/log/segment_folder.h"

namespace eventscope::log {

/// Reads a recording (one file) or a folder of segments. Thread: one at a time.
class FileLogReader final : public LogReader {
public:
    [[nodiscard]] static Result<std::unique_ptr<FileLogReader>> open(const std::filesystem::path& path, Names& names);

    [[nodiscard]] Position first() override;
    [[nodiscard]] Position last() override;
    [[nodiscard]] std::uint64_t eventCount() override;
    [[nodiscard]] Result<SharedBatch> read(Position from, std::size_t count, Direction direction) override;
    [[nodiscard]] Result<SharedBatch> readChannels(
        Position from, std::size_t count, Direction direction, const std::vector<std::string>& channels) override;
    [[nodiscard]] Result<Position> positionAt(WallTime time) override;
    [[nodiscard]] Result<std::vector<ChannelSummary>> summarise(const std::function<bool(double)>& progress) override;
    [[nodiscard]] Result<RecoveryReport> verify(const std::function<bool(double)>& progress) override;
    [[nodiscard]] const RecoveryReport& recovery() const override { return m_recovery; }
    [[nodiscard]] std::uint64_t damagedSeen() const override { return m_damaged.size(); }

private:
    FileLogReader(std::filesystem::path path, Names& names, bool isFolder);
    [[nodiscard]] std::filesystem::path markPath() const;
    [[nodiscard]] Writing writingNow() const;
    [[nodiscard]] Result<> openFiles();
    /// Takes notice of what the writer did since: new segments, removed ones, the growing end.
    void refresh();
    void takeNewSegments(Writing writing);
    void report();
    [[nodiscard]] Result<SharedBatch> readRange(SegmentFile::Range range);
    [[nodiscard]] Result<Position> searchIn(SegmentFile& file, std::int64_t ns);

    std::filesystem::path m_path;
    Names& m_names; // outlives: the session owns both
    bool m_isFolder;
    std::vector<std::unique_ptr<SegmentFile>> m_files; // rising; never empty for a recording
    std::filesystem::file_time_type m_folderTime{};
    std::vector<std::string> m_unusable; // segments that cannot be opened, one sentence each
    RecoveryReport m_recovery;
    std::set<std::uint64_t> m_damaged;
};

} // namespace eventscope::log
